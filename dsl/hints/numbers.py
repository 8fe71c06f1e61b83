"""Numbers and shares."""

from __future__ import annotations

from dsl import amounts
from dsl.engine import END
from dsl.expected import accepted
from dsl.hints.trouble import Advice, Trouble


def decimal_comma(trouble: Trouble) -> Advice | None:
    """`10,50`, of which the trouble can be each part."""
    for back in (0, 1, 2):
        kinds = [trouble.kind(at - back) for at in (0, 1, 2)]
        glued = trouble.joined(-back) and trouble.joined(1 - back)
        if not back and "PERCENT" not in trouble.could:
            continue
        if glued and kinds[:2] == ["NUMBER", "COMMA"] and kinds[2] in ("NUMBER", "PERCENT"):
            return _with_a_point(trouble, back)
    return None


def _with_a_point(trouble: Trouble, back: int) -> Advice:
    whole, part = trouble.word(-back), trouble.word(2 - back)
    right = f"{whole.replace('.', '')}.{part}"
    help, code = f"write `{right}`", "E0010"
    if amounts.near_unit(trouble.word(3 - back)):
        help, code = "write it in a smaller unit, such as `90 minutes`", "E0116"
    title, around = f"`{whole},{part}` is no number", (back, 2 - back)
    return Advice(help, title, code, around, right if code == "E0010" else None)


def number_word(trouble: Trouble) -> Advice | None:
    """`two hours`, `half a day`."""
    if "NUMBER" not in trouble.could:
        return None
    if trouble.typed == "half":
        return _half(trouble)
    unit = amounts.near_unit(trouble.word(1))
    digits = amounts.count(trouble.typed) if unit else amounts.number(trouble.typed)
    if not digits:
        return None
    if "STRING" in trouble.could:
        return Advice(f'write `{digits}`, or `"{trouble.typed}"` in quotes for a text')
    if unit or _is_length(trouble):
        return _length(trouble, amounts.length(digits, unit or "day"), 1 if unit else 0)
    return Advice(f"write `{digits}`", _DIGITS, "E0010", right=digits)


_DIGITS = "numbers are written in digits"


def _half(trouble: Trouble) -> Advice | None:
    at = 2 if trouble.word(1) in ("a", "an") else 1
    half = amounts.half(amounts.near_unit(trouble.word(at)))
    return _length(trouble, half, at) if half else None


def _length(trouble: Trouble, length: str, tokens: int) -> Advice:
    """The length behind its word, where it stands with `tokens` more."""
    said = f"write `{trouble.word(-1)} {length}`"
    return Advice(said, _DIGITS, "E0010", (0, tokens), length)


def _is_length(trouble: Trouble) -> bool:
    """Whether only a unit can stand behind a number here."""
    behind = accepted(trouble.could["NUMBER"])
    return {"DAYS", "HOURS"} <= behind.keys() and not {END, "AND", "COMMA"} & behind.keys()


def spaced_percent(trouble: Trouble) -> Advice | None:
    if trouble.kind(-1) == "NUMBER" and trouble.typed == "%":
        right = f"{trouble.word(-1)}%"
        title = f"`{trouble.word(-1)} %` is not how a share is written"
        return Advice(f"write `{right}`, without a space", title, "E0010", (1, 0), right)
    if trouble.kind() == "NUMBER" and "PERCENT" in trouble.could:
        right = f"{trouble.typed}%"
        if trouble.word(1) == "%":
            title = f"`{trouble.typed} %` is not how a share is written"
            return Advice(f"write `{right}`, without a space", title, "E0010", (0, 1), right)
        return Advice(f"write `{right}`", code="E0010", right=right)
    return None
