"""Measures Mingce on questions whose evidence is known. An entrance like the command line: it changes nothing."""
