"""Numbers and lengths of time as people write them: in words, shortened, misspelt."""

from __future__ import annotations

from difflib import get_close_matches

UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
"""The units of time, shortest first."""

_SHORT = {
    "s": "second", "sec": "second", "m": "minute", "min": "minute", "h": "hour", "hr": "hour",
    "d": "day", "w": "week", "wk": "week", "mo": "month", "y": "year", "yr": "year",
}  # fmt: skip
_SPELLED = {**{unit: unit for unit in UNITS}, **_SHORT}
_PLURAL = {**_SPELLED, **{f"{word}s": unit for word, unit in _SPELLED.items()}}

_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}  # fmt: skip


_HALVES = {"minute": "30 seconds", "hour": "30 minutes", "day": "12 hours", "year": "6 months"}


def half(unit: str) -> str:
    """Half of a unit in a smaller one; "" where there is no such."""
    return _HALVES.get(unit, "")


def number(word: str) -> str:
    """The digits of a number in words; "" for another word."""
    found = _NUMBERS.get(word.lower())
    return "" if found is None else str(found)


def count(word: str) -> str:
    """The same in front of a unit: `an hour`."""
    return "1" if word.lower() in ("a", "an") else number(word)


def unit(word: str) -> str:
    """The unit that a word is or shortens, in the singular; "" where it is none."""
    return _PLURAL.get(word.lower(), "")


def near_unit(word: str) -> str:
    """The same for a word that may be misspelt, but not in its first letter: `May` is no day."""
    alike = [each for each in _PLURAL if len(each) > 2 and each[0] == word[:1].lower()]
    near = get_close_matches(word.lower(), alike, 1, 0.65)
    return unit(word) or (unit(near[0]) if near else "")


def length(amount: str, unit: str) -> str:
    """`1 day`, `2 days`."""
    return f"{amount} {in_number(amount, unit)}"


def in_number(amount: str, unit: str) -> str:
    """The unit as it stands behind this number."""
    return unit if amount == "1" else f"{unit}s"
