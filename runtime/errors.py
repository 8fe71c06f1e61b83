"""What goes wrong outside of the campaigns: settings, files, data, stores."""

from __future__ import annotations


class Trouble(Exception):
    """Something that whoever runs Segue can mend; the message says what and how, in words."""
