"""Sections to teaching material: quiz papers, their items checked against the text, and study packs."""
