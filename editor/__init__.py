"""What editors need besides the server: so far the extension for VS Code."""
