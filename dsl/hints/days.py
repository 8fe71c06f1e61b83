"""Days as they are written elsewhere, and words for days and times."""

from __future__ import annotations

import re

from dsl import amounts
from dsl.hints.clock import DAYS
from dsl.hints.trouble import Advice, Trouble

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_QUOTES = re.compile(r'"([0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?|[0-9]{2}:[0-9]{2})"')
_DIGITS = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])")
_EAST = re.compile(r"([0-9]+)(?:년|年)([0-9]+)(?:월|月)([0-9]+)(?:일|日)")


def quoted(trouble: Trouble) -> Advice | None:
    """`"2026-12-31"` where a day is wanted."""
    match = _IN_QUOTES.fullmatch(trouble.typed)
    if match is None or "STRING" in trouble.could or not {"DATE", "TIME"} & trouble.could.keys():
        return None
    return Advice(f"it stands without quotes: `{match[1]}`", code="E0113", right=match[1])


def in_digits(trouble: Trouble) -> Advice | None:
    """`20261231`; the trouble is that no unit stands behind it."""
    match = _DIGITS.fullmatch(trouble.word(-1))
    if match is None or "DAYS" not in trouble.could:
        return None
    return _day(trouble, "-".join(match.groups()), (1, -1))


def in_words(trouble: Trouble) -> Advice | None:
    """`31 December 2026`, `Dec 31, 2026`."""
    near = [trouble.word(at) for at in (-1, 0, 1)]
    if _month(near[1]) and near[0].isdigit() and re.fullmatch("[0-9]{4}", near[2]):
        return _day(trouble, _iso(near[2], _month(near[1]), near[0]), (1, 1))
    year = trouble.word(2) if trouble.word(1) == "," else near[2]
    if _month(near[0]) and near[1].isdigit() and re.fullmatch("[0-9]{4}", year):
        behind = 2 if trouble.word(1) == "," else 1
        return _day(trouble, _iso(year, _month(near[0]), near[1]), (1, behind))
    return None


def in_korean(trouble: Trouble) -> Advice | None:
    """`2026년 12월 31일`, and the same in Chinese and Japanese."""
    for tokens in (3, 2, 1):
        typed = "".join(trouble.word(at) for at in range(tokens))
        if match := _EAST.fullmatch(typed):
            return _day(trouble, _iso(match[1], int(match[2]), match[3]), (0, tokens - 1))
    return None


def _month(word: str) -> int:
    """The number of the month; 0 for another word."""
    found = word[:3].lower() if word.isalpha() and len(word) > 2 else ""
    return _MONTHS.index(found) + 1 if found in _MONTHS else 0


def _iso(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02}-{day.zfill(2)}"


def _day(trouble: Trouble, right: str, around: tuple[int, int]) -> Advice:
    first, last = trouble.position - around[0], trouble.position + around[1]
    typed = " ".join(token.text for token in trouble.line[first : last + 1]).replace(" ,", ",")
    return Advice(f"write `{right}`", f"`{typed}` is not how a day is written", "E0010",
                  around, right)  # fmt: skip


def unit_alone(trouble: Trouble) -> Advice | None:
    """`in last month`, `in last quarter`."""
    if trouble.word(-1) not in ("in last", "in next"):
        return None
    unit = amounts.unit(trouble.typed)
    right = "3 months" if trouble.typed == "quarter" else f"1 {unit}" if unit else ""
    return Advice(f"write `{trouble.word(-1)} {right}`", right=right) if right else None


def in_past(trouble: Trouble) -> Advice | None:
    """`in past 30 days`."""
    if trouble.word(-1) != "in" or trouble.typed not in ("past", "previous", "recent"):
        return None
    right = f"in last {trouble.length('7 days')}"
    return Advice(f"write `{right}`", code="E0113", around=(1, 0), right="in last")


def zone(trouble: Trouble) -> Advice | None:
    """`09:00 KST`."""
    if trouble.kind(-1) not in ("TIME", "INSTANT") or not trouble.takes("in"):
        return None
    if not (trouble.typed.isupper() and 2 <= len(trouble.typed) <= 5):
        return None
    return Advice(f'a zone has the name of a city: `{trouble.word(-1)} in "Asia/Seoul"`')


def coming(trouble: Trouble) -> Advice | None:
    """`wait until tomorrow at 10:00`, `wait until next Monday`."""
    if not trouble.begins("wait", "until") or trouble.position != 2:
        return None
    if trouble.typed == "tomorrow":
        return Advice("write `wait 1 day`, or `wait until 10:00` for the next time that it is ten")
    if trouble.typed == "next" and weekday(trouble.word(1)):
        return Advice(f"leave `next` out: `wait until {weekday(trouble.word(1))} at 10:00`")
    return None


def weekday(word: str) -> str:
    """The weekday that a word names, in the plural or in short; "" for another word."""
    full = DAYS.get(word[:3].lower(), "")
    return full if full and word.lower().rstrip("s") in (full.lower(), word[:3].lower()) else ""


_OFTEN = {"daily": "every day", "weekly": "every Monday", "monthly": "every month on day 1"}


def entering(trouble: Trouble) -> Advice | None:
    """`enter daily at 09:00`, `enter on Mondays at 09:00 for loyal`."""
    if not trouble.begins("enter"):
        return None
    day = weekday(trouble.typed)
    often = _OFTEN.get(trouble.typed) or (f"every {day}" if day else "")
    if trouble.position == 1 and often:
        return Advice(f"write `enter {often}`", right=often)
    if trouble.position == 1 and trouble.typed == "for":
        return Advice("when stands before for whom: `enter every Monday at 09:00 for SEGMENT`")
    on = trouble.begins("enter", "on") and weekday(trouble.line[2].text if trouble.line[2:] else "")
    if on and trouble.typed == "for":
        return Advice(f"write `enter every {on} {trouble.word(-2)} {trouble.word(-1)} for …`")
    if trouble.typed == "for" and trouble.takes("at") and "TIME" in [x.kind for x in trouble.line]:
        at = next(token.text for token in trouble.line if token.kind == "TIME")
        return Advice(f"the time stands first: `{trouble.word(-1)} at {at} for {trouble.word(1)}`")
    return None
