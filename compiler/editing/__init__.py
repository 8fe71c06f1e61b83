"""What an editor asks of the files: where a name stands, what may stand here, what it means."""
