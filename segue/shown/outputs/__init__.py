"""What commands found, for programs: one shape, and one module for each format."""
