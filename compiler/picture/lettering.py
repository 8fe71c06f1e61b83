"""How wide text is, and where it is broken, without asking a font: letters of the usual upright
fonts without serifs hardly differ, and a little room is left."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

_NARROW = dict.fromkeys("ijl'|.,:;!`", 0.27) | dict.fromkeys("ftI /\\()[]-r\"", 0.34)
_WIDE = dict.fromkeys("mwMW%@", 0.88) | dict.fromkeys("ABCDEGHKNOPQRSUVXYZ&=+<>…—", 0.7)
_OTHER = 0.56
"""Parts of the size of the letters."""

_BOLD = 1.06
STEP = 6
"""By so many pixels lines are tried shorter."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in pixels, rather too much than too little."""
    return sum(_letter(each) for each in text) * size * (_BOLD if bold else 1)


def _letter(letter: str) -> float:
    if combining(letter):
        return 0
    if not letter.isascii() and east_asian_width(letter) in "WF":
        return 1
    return _NARROW.get(letter) or _WIDE.get(letter) or _OTHER


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines that fit into `room` pixels; a word that does not is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold=bold) <= room:
            lines[-1] = joined
        else:
            lines += _pieces(word, size, room, bold)
    return tuple(lines)


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The same in as few lines, which are about as long as each other."""
    found = wrapped(text, size, room, bold=bold)
    for less in range(int(room) - STEP, STEP, -STEP):
        closer = wrapped(text, size, less, bold=bold)
        if len(closer) > len(found):
            break
        found = closer
    return found


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
