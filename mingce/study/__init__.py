"""Documents to what a reader studies in them: exact matches, a digest, a comparison, the history of a wording."""
