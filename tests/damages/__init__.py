"""What is said where one token of a right project is damaged."""
