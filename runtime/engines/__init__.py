"""Engines: what carries out, for everybody, what the machines' queries say."""
