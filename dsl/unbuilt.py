"""What the design has and this version has not: lines and declarations known by their first words.

They are taken whole, with what stands under them, so that the compiler can say of each once that
it is not built yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dsl.lexer import Token

DECLARATIONS = frozenset(["recommend"])

_LINES: Mapping[str, tuple[str, ...]] = {
    "channel_line": ("shown for",),
    "message_line": ("button",),
    "variant_line": ("button",),
}


def first_words(start: str) -> tuple[str, ...]:
    """The first words of lines of this kind that are not built yet."""
    return _LINES.get(start, ())


def unbuilt_words(start: str, line: Sequence[Token]) -> str | None:
    """The first words of the line if they begin something that is not built yet."""
    for words in first_words(start):
        wanted = words.split()
        if [token.text for token in line[: len(wanted)]] == wanted:
            return words
    return None
