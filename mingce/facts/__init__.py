"""Sections and sentences to data, each row with the passage it stands in: indicators, measures, formulations."""
