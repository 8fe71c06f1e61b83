"""The one SELECT of a `.sql` file, for engines that are given text."""

from __future__ import annotations

from pathlib import Path

from sqlglot.dialects.dialect import Dialect as Words
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import TokenType

from compiler.sql.dialects import Dialect
from runtime.sources.reader import SourceError


def read_select(file: str, root: Path, dialect: Dialect) -> str:
    """The text, without what ends it. Raises SourceError where it is none, or more follows."""
    path = root / file
    if not path.is_file():
        raise SourceError(f"{file}: there is no such file")
    text = path.read_text(encoding="utf-8-sig")
    end = _end(text, dialect)
    if end is None:
        raise SourceError(f"{file}: a file behind `sql` holds one SELECT and nothing else")
    return text[:end]


def _end(text: str, dialect: Dialect) -> int | None:
    """Where the one SELECT of a text ends; None where it is none, or more follows."""
    try:
        tokens = Words.get_or_raise(dialect).tokenize(text)
    except TokenError:
        return None
    while tokens and tokens[-1].token_type is TokenType.SEMICOLON:
        tokens.pop()
    begins = {TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN, TokenType.VALUES}
    if not tokens or tokens[0].token_type not in begins:
        return None
    if any(token.token_type is TokenType.SEMICOLON for token in tokens):
        return None
    return int(tokens[-1].end) + 1
