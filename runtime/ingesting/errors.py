"""What is wrong with what is brought in."""

from __future__ import annotations

from runtime.errors import Trouble


class IngestError(Trouble):
    """The file holds something that is no row of the event; nothing of it came in."""
