"""The store's layout: numbered SQL files, each applied once and never changed afterwards."""
