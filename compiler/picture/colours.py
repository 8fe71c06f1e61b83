"""How stops look, by what they are: what reaches a customer has colour, what takes time is pale."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.picture.journey import Kind

INK, GREY, PALE_LINE = "#1e293b", "#64748b", "#a8b4c4"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a box, of its border, its sign, what is drawn on that, and its text; `quiet` is
    for small text. `pill`: round at its ends."""

    fill: str
    border: str
    accent: str
    on_accent: str = "#ffffff"
    ink: str = INK
    quiet: str = GREY
    pill: bool = False


_WAIT = Look("#f1f5f9", "#d5dde7", "#94a3b8", pill=True)
_LEAVE = Look("#fef2f2", "#fbc4c4", "#dc5a5a", pill=True)

LOOKS: dict[Kind, Look] = {
    Kind.ENTRY: Look("#1e3a5f", "#1e3a5f", "#ffffff", "#1e3a5f", "#ffffff", "#c3d3e6"),
    Kind.OUT: _LEAVE,
    Kind.WAIT: _WAIT,
    Kind.LISTEN: Look("#ecfaf8", "#a9ddd6", "#159a8c"),
    Kind.DECIDE: Look("#fdf8ec", "#ecd9a8", "#c08a1e"),
    Kind.SPLIT: Look("#f5f2fe", "#d3c7f7", "#7455d6"),
    Kind.SEND: Look("#ffffff", "#9dbdf5", "#2f6fe4"),
    Kind.GIVE: Look("#ffffff", "#f5c99b", "#e07b1f"),
    Kind.CALL: Look("#ffffff", "#cbbcf0", "#8a63d2"),
    Kind.SET: Look("#ffffff", "#d5dde7", "#64748b"),
    Kind.REPEAT: Look("#f1f5f9", "#d5dde7", "#64748b", pill=True),
    Kind.UNTIL: Look("#ecfaf8", "#a9ddd6", "#159a8c"),
    Kind.LEAVE: _LEAVE,
}
