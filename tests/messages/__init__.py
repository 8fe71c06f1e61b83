"""What is said about real slips, word for word."""
