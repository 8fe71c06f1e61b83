"""What a run is told that leads no more."""

from __future__ import annotations

from runtime.errors import Trouble


class Fenced(Trouble):
    """`who` leads since this one did."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"this run leads no more: {who} does since; what was under way here has not happened, "
            "and is done there"
        )
