"""What a campaign brought: goals against targets, against the held-out, and per arm (S31-S34)."""
