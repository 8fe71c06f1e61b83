"""What the text means: every name resolved and every value typed, with what is wrong on the way."""
