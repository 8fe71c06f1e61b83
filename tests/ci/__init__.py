"""What other machines are told to do with campaigns: the action, the hooks, the image."""
