"""Functions, signs and words of spreadsheets, databases and programming languages."""

from __future__ import annotations

from dsl.engine import END
from dsl.hints.trouble import Advice, Trouble
from dsl.lexer import Token
from dsl.spacing import spaced

_FUNCTIONS = {
    "count": "count of", "sum": "sum of", "total": "sum of", "avg": "average of",
    "average": "average of", "mean": "average of", "median": "median of", "max": "largest",
    "min": "smallest", "maximum": "largest", "minimum": "smallest", "number": "count of",
    "first": "first", "last": "last", "exists": "has",
}  # fmt: skip
"""What is said for them here, before what stands in their parentheses or behind `of`."""


def function(trouble: Trouble) -> Advice | None:
    """`count(purchase)`, `len(city)`."""
    word = trouble.word(-1)
    if trouble.typed != "(" or trouble.kind(-1) != "NAME" or not trouble.joined(-1):
        return None
    inside = _inside(trouble.line[trouble.position + 1 :])
    if trouble.begins("send"):
        parts = [token.text for token in inside if token.kind == "NAME"]
        return Advice(f"write `send {' by '.join(parts[:2]) or 'MESSAGE by CHANNEL'}`", _NONE)
    said = _FUNCTIONS.get(word.lower(), "")
    if not said or trouble.start == "step_line":
        return Advice("say it with a field, a trait or a count", _NONE)
    if not inside or inside[0].text == "*":
        return Advice(f"write `{said} EVENT`", _NONE)
    right = f"{said} {spaced(inside)}"
    return Advice(f"write `{right}`", _NONE, "E0113", (1, len(inside) + 1), right)


_NONE = "there are no functions"


def _inside(line: tuple[Token, ...]) -> tuple[Token, ...]:
    """What stands in the parentheses that were opened."""
    end = next((at for at, token in enumerate(line) if token.kind == "RPAR"), len(line))
    return line[:end]


def word_before_of(trouble: Trouble) -> Advice | None:
    """`avg of`, `max of`, `number of`."""
    word = trouble.word(-1).lower()
    right = _FUNCTIONS.get(word, "")
    if trouble.typed != "of" or not right or right == word:
        return None
    return Advice(f"write `{right} …`", code="E0113", around=(1, 0), right=right)


def split_sign(trouble: Trouble) -> Advice | None:
    """`> =`, `:=`, `->`."""
    if trouble.typed == "=" and trouble.word(-1) in (">", "<"):
        right = f"{trouble.word(-1)}="
        return Advice(f"write `{right}`, without a space", code="E0113", around=(1, 0), right=right)
    if trouble.typed == ":" and trouble.word(1) == "=" and trouble.joined(0):
        return Advice("write `=`", code="E0113", around=(0, 1), right="=")
    if trouble.typed == "=" and trouble.word(-1) in ("+", "-", "*", "/") and trouble.joined(-1):
        return Advice("a step changes a field: `set FIELD = …`",
                      "a condition changes nothing", around=(1, 0))  # fmt: skip
    arrow = trouble.typed == ">" and trouble.word(-1) == "-" and trouble.joined(-1)
    if arrow and trouble.kind(-2) == trouble.kind(1) == "NAME":
        right = f"{trouble.word(-2)}.{trouble.word(1)}"
        return Advice(f"write `{right}`", code="E0113", around=(2, 1), right=right)
    return None


def chained(trouble: Trouble) -> Advice | None:
    """`1 <= orders <= 2`."""
    signs = [trouble.word(-2), trouble.typed]
    if trouble.kind(-3) != "NUMBER" or trouble.kind(1) != "NUMBER" or signs != ["<=", "<="]:
        return None
    right = f"{trouble.word(-1)} between {trouble.word(-3)} and {trouble.word(1)}"
    return Advice(f"write `{right}`", code="E0113", around=(3, 1), right=right)


def comma_between(trouble: Trouble) -> Advice | None:
    """A comma between two conditions."""
    if trouble.start != "condition_line" or trouble.typed != "," or not trouble.word(1):
        return None
    return Advice("write `and`, or a line for each condition") if END in trouble.offered else None


_ENTITIES = {"gt": ">", "lt": "<", "amp": "and", "quot": '"', "nbsp": " "}


def entity(trouble: Trouble) -> Advice | None:
    """`&gt;`, pasted from the source of a web page."""
    right = _ENTITIES.get(trouble.word(1))
    if trouble.typed != "&" or right is None or not trouble.joined(0):
        return None
    closed = trouble.word(2) == ";"
    title = f"`&{trouble.word(1)}{';' if closed else ''}` is the spelling of web pages"
    return Advice(f"write `{right}`", title, "E0113", (0, 1 + closed), right)
