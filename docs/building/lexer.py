"""Colours for campaigns on the pages. The words are those of the grammar."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, words
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    Text,
    Whitespace,
)

from dsl.engine import tables
from dsl.lexer import PHRASES

_WORDS = tuple(sorted(word for word in tables().words if word[0].isalpha()))


class CampaignLexer(RegexLexer):
    """The `.campaign` language."""

    name = "Campaign"
    aliases: ClassVar = ["campaign"]
    filenames: ClassVar = ["*.campaign"]

    tokens: ClassVar = {
        "root": [
            (r'^ *"""\n(?:.*\n)*? *"""$', String.Heredoc),
            (r"\n| +", Whitespace),
            (r"#.*$", Comment.Single),
            (r'"(?:[^"\\\n]|\\.)*"', String.Double),
            (r"`[^`\n]+`", Name.Variable),
            (r"\d{4}-\d\d-\d\d(?: +\d\d:\d\d)?|\d\d:\d\d", Literal.Date),
            (r"\d[\d_]*(?:\.\d+)?%?", Number),
            (r"^[a-z]+\b", Keyword.Declaration),
            (words((*PHRASES, *_WORDS), prefix=r"\b", suffix=r"\b"), Keyword),
            (r"[^\W\d]\w*", Name),
            (r"[=!<>+*/-]+", Operator),
            (r".", Text),
        ]
    }
