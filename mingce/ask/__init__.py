"""Question to cited answer, or to a refusal that says what is missing."""
