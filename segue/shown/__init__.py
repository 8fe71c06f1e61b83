"""How what the commands found looks in the terminal: at 80 columns, in a pipe, uncoloured."""
