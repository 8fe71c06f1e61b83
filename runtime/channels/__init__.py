"""The ways out: providers, which take messages and say what became of them."""
