"""Blocks: what may stand under which line. One module per kind of declaration."""
