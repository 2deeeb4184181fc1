"""Texts to numbers by neural networks: sentence vectors, readings of a question with a sentence, likelihoods; no corpus is known here."""
