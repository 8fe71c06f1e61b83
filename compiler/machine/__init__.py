"""Campaigns as machines of places and moves, and the queries that say what a tick changes."""
