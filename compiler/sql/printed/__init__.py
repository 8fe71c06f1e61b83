"""Dialects in which queries are printed, and not executed: their own words and shapes."""
