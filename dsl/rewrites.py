"""The one way to say a thing: what the formatter writes for two spellings of one meaning."""

from __future__ import annotations

from dsl.layout import Line
from dsl.lexer import Token


def simplify(tokens: list[Token]) -> list[Token]:
    """`no E` for `not (has E)`, and `not in S` for `not (in S)`."""
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        inside = _negated(tokens, at)
        if inside is None:
            result.append(tokens[at])
            at += 1
        else:
            result += inside
            at += len(inside) + (3 if inside[0].text == "no" else 2)
    return result


def _negated(tokens: list[Token], at: int) -> list[Token] | None:
    """What replaces `not ( … )` at this place, or None where nothing does.

    A `where` reaches to the closing parenthesis, so without it the meaning stays only where
    nothing follows.
    """
    if [token.text for token in tokens[at : at + 2]] != ["not", "("] or at + 3 >= len(tokens):
        return None
    close = _closing(tokens, at + 1)
    if close is None:
        return None
    inside = tokens[at + 2 : close]
    words = {token.text for token in inside if token.kind == "NAME"}
    if inside[0].text == "has" and len(inside) > 1:
        if "followed" in words or ("where" in words and close + 1 < len(tokens)):
            return None
        if "where" not in words and words & {"and", "or"}:
            return None
        return [inside[0]._replace(text="no"), *inside[1:]]
    if inside[0].text == "in" and len(inside) == 2:
        return [tokens[at], *inside]
    return None


def _closing(tokens: list[Token], opening: int) -> int | None:
    depth = 0
    for position in range(opening, len(tokens)):
        depth += {"LPAR": 1, "RPAR": -1}.get(tokens[position].kind, 0)
        if depth == 0:
            return position
    return None


def unless(line: Line, follower: Line | None) -> list[Token] | None:
    """The tokens of `unless E within D …` where `line` is a `wait for` without a block whose
    `else` is `follower`; None where it is something else, or where it names its event."""
    if follower is None or line.children or [t.text for t in follower.tokens] != ["else"]:
        return None
    tokens = line.tokens
    if [token.text for token in tokens[:2]] != ["wait", "for"] or follower.leading:
        return None
    cut = next((i for i, token in enumerate(tokens) if token.kind == "COMMA"), None)
    if cut is None or [token.text for token in tokens[cut + 1 : cut + 3]] != ["at", "most"]:
        return None
    event, limit = tokens[2:cut], tokens[cut + 3 :]
    if any(token.text in ("as", "or") for token in event) or tokens[2].text == "the":
        return None
    behind = next((i for i, token in enumerate(event) if token.text == "where"), len(event))
    word = tokens[0]
    return [
        word._replace(text="unless"),
        *event[:behind],
        word._replace(text="within"),
        *limit,
        *event[behind:],
    ]
