"""The one way to say a thing: what the formatter writes for two spellings of one meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dsl.layout import Comment, Line
from dsl.lexer import Token

HAS_UNUSED = ("has", "unused", "OFFER")
"""There is no shorter way to say `not has unused freeship`, but it needs no parentheses."""


def simplify(tokens: list[Token]) -> list[Token]:
    """`no E` for `not (has E)` and `not has E`, and `not in S` for `not (in S)`, however deep
    they stand."""
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        if _is_not_has(tokens, at):
            result.append(tokens[at]._replace(text="no"))
            at += 2
            continue
        close = _closing(tokens, at + 1) if _opens_negation(tokens, at) else None
        inside = simplify(tokens[at + 2 : close]) if close is not None else []
        instead = _negated(tokens[at], inside, is_last=close == len(tokens) - 1)
        if close is None or instead is None:
            result.append(tokens[at])
            at += 1
        else:
            result += instead
            at = close + 1
    return result


def _is_not_has(tokens: Sequence[Token], at: int) -> bool:
    """Of one after another, `no … followed by` says something else than `not`."""
    behind = _words(tokens[at : at + 3])
    return behind[:2] == ["not", "has"] and len(behind) == 3 and not (
        {"unused", "followed"} & set(_words(tokens[at:]))
    )


def _opens_negation(tokens: Sequence[Token], at: int) -> bool:
    return [token.text for token in tokens[at : at + 2]] == ["not", "("]


def _negated(word: Token, inside: list[Token], *, is_last: bool) -> list[Token] | None:
    """What replaces `not ( inside )`, or None where nothing does.

    A `where` reaches to the closing parenthesis, so without it the meaning stays only where
    nothing follows.
    """
    words = {token.text for token in inside if token.kind == "NAME"}
    if [token.text for token in inside[:2]] == ["has", "unused"]:
        return [word, *inside] if len(inside) == len(HAS_UNUSED) else None
    if len(inside) > 1 and inside[0].text == "has":
        if "followed" in words or ("where" in words and not is_last):
            return None
        if "where" not in words and words & {"and", "or"}:
            return None
        return [inside[0]._replace(text="no"), *inside[1:]]
    if len(inside) == 2 and inside[0].text == "in":
        return [word, *inside]
    return None


def _closing(tokens: Sequence[Token], opening: int) -> int | None:
    """Where the parenthesis that opens at `opening` closes."""
    depth = 0
    for position in range(opening, len(tokens)):
        depth += {"LPAR": 1, "RPAR": -1}.get(tokens[position].kind, 0)
        if depth == 0:
            return position
    return None


def merged(lines: Sequence[Line]) -> list[Line]:
    """The lines of a block, with `unless E within D …` for each `wait for` without a block and
    the `else` below it. Comments between the two move to the top of the block, in their order."""
    result: list[Line] = []
    for line in lines:
        instead = _unless(result[-1], line) if result else None
        if instead is None:
            result.append(line)
        else:
            result[-1] = _one(result[-1], line, instead)
    return result


def _one(wait: Line, follower: Line, tokens: list[Token]) -> Line:
    between = [*wait.after, *follower.leading]
    if follower.trailing is not None:
        between.append(follower.trailing)
    children = list(follower.children)
    if between:
        children[0] = _below(between, children[0])
    return replace(
        wait, end=follower.end, tokens=tokens, children=children, after=follower.after
    )


def _below(comments: Sequence[Comment], line: Line) -> Line:
    return replace(line, leading=[*comments, *line.leading])


def _unless(line: Line, follower: Line) -> list[Token] | None:
    """The tokens of `unless E within D …` where `line` is a `wait for` without a block whose
    `else` is `follower`; None where it is something else, or where it names its event."""
    if line.children or not follower.children or _words(follower.tokens) != ["else"]:
        return None
    tokens = line.tokens
    cut = _comma(tokens)
    if _words(tokens[:2]) != ["wait", "for"] or cut is None:
        return None
    if _words(tokens[cut + 1 : cut + 3]) != ["at", "most"]:
        return None
    event, limit = tokens[2:cut], tokens[cut + 3 :]
    if "as" in _words(tokens):
        return None
    behind = _where(event)
    word = tokens[0]
    return [
        word._replace(text="unless"),
        *event[:behind],
        word._replace(text="within"),
        *limit,
        *event[behind:],
    ]


def _where(tokens: Sequence[Token]) -> int:
    """Where the `where` of all stands, or would stand."""
    outside = _outside(tokens)
    return next((place for place, token in outside if token.text == "where"), len(tokens))


def _comma(tokens: Sequence[Token]) -> int | None:
    """The first comma outside parentheses."""
    return next((place for place, token in _outside(tokens) if token.kind == "COMMA"), None)


def _outside(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens outside parentheses, with their places."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if depth == 0:
            yield place, token


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]
