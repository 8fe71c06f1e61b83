"""From planned messages to handed-over ones, once each (S27, S29)."""
