"""`segue lsp` over the real protocol, as editors start it."""
