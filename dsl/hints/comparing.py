"""Comparisons."""

from __future__ import annotations

from dsl.foreign import NO, NOTHING, YES
from dsl.hints.trouble import Advice, Trouble


def between_to(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("to", "-", "until") and "between" in _words_before(trouble):
        low, high = (trouble.word(at) if trouble.kind(at) == "NUMBER" else "" for at in (-1, 1))
        return Advice(f"write `between {low or 1} and {high or 2}`")
    return None


def _words_before(trouble: Trouble) -> list[str]:
    return [token.text for token in trouble.line[: trouble.position]]


def is_value(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) != "is" or "KNOWN" not in trouble.could:
        return None
    field = _field(trouble)
    if trouble.typed == "not":
        return _is_not(field, trouble)
    if trouble.typed in ("in", "in last", "in next"):
        return Advice("leave `is` away")
    right = _is(field, trouble.typed, trouble.kind())
    return Advice(f"write `{right}`" if right else "write `is known`")


def _is(field: str, typed: str, kind: str) -> str:
    """`field is typed` as it is written here."""
    if typed.lower() in NOTHING:
        return f"{field} is unknown"
    if typed.lower() in YES:
        return field
    if typed.lower() in NO:
        return f"not {field}"
    return f"{field} = {typed}" if typed else ""


def _is_not(field: str, trouble: Trouble) -> Advice:
    typed = trouble.word(1)
    if typed.lower() in NOTHING:
        return Advice(f"write `{field} is known`")
    if typed.lower() in YES | NO:
        return Advice(f"write `{field}`" if typed.lower() in NO else f"write `not {field}`")
    return Advice(f"write `{field} is known`, `{field} is unknown` or `{field} != …`")


def _field(trouble: Trouble) -> str:
    """The name in front of `is`, with what it belongs to."""
    name, at = trouble.word(-2), -3
    while trouble.kind(at) == "DOT":
        name, at = f"{trouble.word(at - 1)}.{name}", at - 2
    return name


def in_one(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "in" and set(trouble.could) == {"LPAR"} and trouble.found:
        if trouble.kind(-2) == "STRING" and trouble.kind() == "NAME" and trouble.kind(1) != "DOT":
            return Advice(f"write `{trouble.typed} contains {trouble.word(-2)}`")
        return Advice(f"write `in ({trouble.typed}, …)`, or `= {trouble.typed}` for one value")
    return None


_COMPARED = {
    "equals": "=", "equal": "=", "eq": "=", "like": "contains", "includes": "contains",
    "greater": ">", "bigger": ">", "more": ">", "above": ">", "over": ">", "less": "<",
    "smaller": "<", "below": "<", "under": "<", "exists": "is known", "isnt": "!=",
    "begins": "starts with", "startswith": "starts with", "endswith": "ends with",
}  # fmt: skip


def comparing_word(trouble: Trouble) -> Advice | None:
    bound = {"least": ">=", "most": "<="}.get(trouble.word(1), "") if trouble.typed == "at" else ""
    sign = bound or _COMPARED.get(trouble.typed.lower())
    if sign and "COMPARISON" in trouble.could:
        behind = 1 if bound or trouble.word(1) in ("than", "to") else 0
        return Advice(f"write `{sign}`", code="E0113", around=(0, behind), right=sign)
    return None


def yes_no(trouble: Trouble) -> Advice | None:
    """What is no literal of this language where one is expected."""
    typed = trouble.typed.lower()
    if not {"YES", "NO"} & trouble.could.keys():
        return None
    if typed in YES | NO:
        right = "yes" if typed in YES else "no"
        return Advice(f"write `{right}`", code="E0113", right=right)
    if typed in NOTHING and trouble.start == "test_line" and trouble.kind(-1) == "NAME":
        return Advice(f"leave `{trouble.word(-1)}` out: a field that is not named is empty")
    return None
