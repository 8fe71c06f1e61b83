"""The demo shop: its campaigns, and the world in which they run."""
