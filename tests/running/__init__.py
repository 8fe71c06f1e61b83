"""Running under a clock: how long ticks are."""
