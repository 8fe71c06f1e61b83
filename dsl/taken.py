"""Words of the language that were taken for names. They are refused where they are declared, and
where they are used no line can be read, of which `dsl.diagnostics.once` keeps the first only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.engine import END, tables
from dsl.expected import reached, shift
from dsl.lexer import PHRASES, Token
from dsl.reserved import RESERVED, RESERVED_BEHIND


def taken_for_a_name(start: str, line: Sequence[Token]) -> str:
    """The word of the language with which a line could be read if it were a name; "" for none."""
    words = {word for token in line for word in token.text.split()}
    candidates = sorted(words & (RESERVED | RESERVED_BEHIND))
    return next((word for word in candidates if _reads(start, list(_named(line, word)))), "")


def _reads(start: str, line: Sequence[Token]) -> bool:
    states = reached((tables().starts[start],), line)
    return states is not None and shift(states, END) is not None


def _named(line: Sequence[Token], word: str) -> Iterator[Token]:
    """The line with a plain name for the word; one in a phrase (`in last`) stands alone then."""
    for token in line:
        if token.kind in PHRASES.values() and word in token.text.split():
            yield from (_plain(token, part, word) for part in token.text.split())
        else:
            yield _plain(token, token.text, word)


def _plain(token: Token, text: str, word: str) -> Token:
    if text == word:
        return token._replace(kind="NAME", text="_")
    return token if text == token.text else token._replace(kind="NAME", text=text)
