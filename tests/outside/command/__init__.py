"""The command, used from outside: what people type, see and get back."""
