"""Comparisons."""

from __future__ import annotations

from dsl.hints.trouble import Advice, Trouble


def between_to(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("to", "-", "until") and "between" in _words_before(trouble):
        return Advice("write `between 1 and 2`")
    return None


def _words_before(trouble: Trouble) -> list[str]:
    return [token.text for token in trouble.line[: trouble.position]]


def is_value(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) != "is" or "KNOWN" not in trouble.could:
        return None
    field = trouble.word(-2)
    if trouble.typed.lower() in ("null", "empty", "none", "missing", "blank"):
        return Advice(f"write `{field} is unknown`")
    if trouble.typed == "not":
        return Advice(f"write `{field} is known`, `{field} is unknown` or `{field} != …`")
    if trouble.typed in ("in", "in last", "in next"):
        return Advice("leave `is` away")
    return Advice(f"write `{field} = {trouble.typed}`" if trouble.typed else "write `is known`")


def in_one(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "in" and set(trouble.could) == {"LPAR"} and trouble.found:
        return Advice(f"write `in ({trouble.typed}, …)`, or `= {trouble.typed}` for one value")
    return None


_COMPARED = {
    "equals": "=", "equal": "=", "eq": "=", "like": "contains", "includes": "contains",
    "greater": ">", "bigger": ">", "more": ">", "above": ">", "over": ">", "less": "<",
    "smaller": "<", "below": "<", "under": "<", "exists": "is known", "isnt": "!=",
    "begins": "starts with", "startswith": "starts with", "endswith": "ends with",
}  # fmt: skip


def comparing_word(trouble: Trouble) -> Advice | None:
    sign = _COMPARED.get(trouble.typed.lower())
    if sign and "COMPARISON" in trouble.could:
        return Advice(f"write `{sign}`", code="E0113")
    return None


def yes_no(trouble: Trouble) -> Advice | None:
    answer = {"true": "yes", "false": "no", "True": "yes", "False": "no"}.get(trouble.typed)
    if answer and ("YES" in trouble.could or "NO" in trouble.could):
        return Advice(f"write `{answer}`", code="E0113")
    return None
