"""What people write by habit, and what to write instead.

Each hint is a function of the trouble at hand that returns advice or None; the first that knows
something speaks. Hints about signs that the language does not have are in dsl/signs.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from dsl.engine import END
from dsl.expected import Stack, accepted, words
from dsl.lexer import Token
from dsl.reserved import RESERVED

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that cannot go on at `position`: `could` holds the terminals that can come there."""

    start: str
    line: tuple[Token, ...]
    position: int
    could: Mapping[str, Stack]

    @property
    def found(self) -> Token | None:
        """The token that cannot stand here; None at the end of the line."""
        return self.line[self.position] if self.position < len(self.line) else None

    @property
    def typed(self) -> str:
        return self.found.text if self.found else ""

    def word(self, steps: int) -> str:
        """The text of a token near the trouble: -1 is the one before it."""
        at = self.position + steps
        return self.line[at].text if 0 <= at < len(self.line) else ""

    def kind(self, steps: int = 0) -> str:
        at = self.position + steps
        return self.line[at].kind if 0 <= at < len(self.line) else ""

    def takes(self, word: str) -> bool:
        """Whether this word could come here."""
        return any(words().get(terminal) == word for terminal in self.could)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to type; a `title` replaces the list of what could come, a `code` the general one."""

    help: str
    title: str = ""
    code: str = "E0101"


Hint = Callable[[Trouble], Advice | None]


def advice(trouble: Trouble) -> Advice | None:
    """The first hint that knows this trouble."""
    for hint in HINTS:
        found = hint(trouble)
        if found is not None:
            return found
    return None


# Lengths of time ---------------------------------------------------------------------------------


def _missing_unit(trouble: Trouble) -> Advice | None:
    units = {"DAYS", "HOURS", "MINUTES"}
    if trouble.kind(-1) != "NUMBER" or not units <= trouble.could.keys():
        return None
    timely = trouble.word(-2) in ("in last", "in next", "within", "wait", "than", "after", "most")
    if END in trouble.could or (len(trouble.could) > 14 and not timely):
        return None
    if trouble.found is not None and trouble.kind() == "NAME" and not trouble.takes("and"):
        near = _near_unit(trouble.typed)
        if near:
            return Advice(f"did you mean `{near}`?")
    number = trouble.word(-1)
    return Advice(
        f"for example `{number} days`",
        f"how long is `{number}`? a unit is missing: minutes, hours, days or weeks",
        "E0112",
    )


def _near_unit(typed: str) -> str:
    units = ("minutes", "hours", "days", "weeks", "months", "years", "minute", "hour", "day")
    return "".join(get_close_matches(typed.lower(), units, 1, 0.6))


def _wait_for_time(trouble: Trouble) -> Advice | None:
    if trouble.word(-2) == "wait" and trouble.word(-1) == "for" and trouble.kind() == "NUMBER":
        return Advice("write `wait 2 days`; `wait for` is for an event")
    return None


def _two_lengths(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "NUMBER" and trouble.kind(-2) == "NUMBER" and trouble.kind(1) == "NAME":
        return Advice("write one number and one unit, such as `90 minutes`")
    return None


def _spaced_percent(trouble: Trouble) -> Advice | None:
    if trouble.kind(-1) == "NUMBER" and trouble.typed == "%":
        return Advice(f"write `{trouble.word(-1)}%`, without a space", code="E0010")
    if trouble.kind() == "NUMBER" and "PERCENT" in trouble.could:
        spaced = ", without a space" if trouble.word(1) == "%" else ""
        return Advice(f"write `{trouble.typed}%`{spaced}", code="E0010")
    return None


# Where, windows and events -----------------------------------------------------------------------


def _window_behind_where(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed in ("in last", "in next", "since", "before") and "where" in earlier:
        return Advice(
            "the window stands before `where`: `has purchase in last 30 days where amount > 10000`"
        )
    return None


def _where_behind_count(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed == "where" and "of" in earlier and "has" not in earlier:
        return Advice(
            "put it in parentheses with its `where`: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    if trouble.kind() in ("COMPARISON", "EQUAL") and {"where", "of"} <= set(earlier):
        return Advice(
            "put what is counted in parentheses: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    return None


def _the_last(trouble: Trouble) -> Advice | None:
    if trouble.typed == "in" and trouble.word(1) == "the" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`, without `the`", code="E0113")
    if trouble.typed == "within" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`")
    if trouble.typed == "for" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`")
    return None


def _within(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("in", "in last", "in next", "after") and trouble.takes("within"):
        return Advice("write `within 3 days`")
    return None


def _smallest_of(trouble: Trouble) -> Advice | None:
    """`of` can be a name, so the trouble is what stands behind it."""
    if trouble.word(-1) == "of" and trouble.word(-2) in ("smallest", "largest"):
        kind = trouble.word(-2)
        return Advice(
            f"write `{kind} {_glued(trouble)}`", f"`{kind}` stands without `of`", "E0113"
        )
    return None


def _at_least_ago(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("at", "over", "longer", "older") and "MORE" in trouble.could:
        return Advice("write `more than 60 days ago`")
    if trouble.typed == "more" and "IN_LAST" in trouble.could:
        return Advice("write `before 60 days ago`, or `last purchase more than 60 days ago`")
    return None


# Comparisons -------------------------------------------------------------------------------------


def _between_to(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("to", "-", "until") and "between" in _words_before(trouble):
        return Advice("write `between 1 and 2`")
    return None


def _words_before(trouble: Trouble) -> list[str]:
    return [token.text for token in trouble.line[: trouble.position]]


def _is_value(trouble: Trouble) -> Advice | None:
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


def _in_one(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "in" and set(trouble.could) == {"LPAR"} and trouble.found:
        return Advice(f"write `in ({trouble.typed}, …)`, or `= {trouble.typed}` for one value")
    return None


_COMPARED = {
    "equals": "=", "equal": "=", "eq": "=", "like": "contains", "includes": "contains",
    "greater": ">", "bigger": ">", "more": ">", "above": ">", "over": ">", "less": "<",
    "smaller": "<", "below": "<", "under": "<", "exists": "is known", "isnt": "!=",
    "begins": "starts with", "startswith": "starts with", "endswith": "ends with",
}  # fmt: skip


def _comparing_word(trouble: Trouble) -> Advice | None:
    sign = _COMPARED.get(trouble.typed.lower())
    if sign and "COMPARISON" in trouble.could:
        return Advice(f"write `{sign}`", code="E0113")
    return None


def _yes_no(trouble: Trouble) -> Advice | None:
    answer = {"true": "yes", "false": "no", "True": "yes", "False": "no"}.get(trouble.typed)
    if answer and ("YES" in trouble.could or "NO" in trouble.could):
        return Advice(f"write `{answer}`", code="E0113")
    return None


# Names and texts ---------------------------------------------------------------------------------


def _hyphen(trouble: Trouble) -> Advice | None:
    before, here, behind = (
        trouble.line[at] if 0 <= at < len(trouble.line) else None
        for at in (trouble.position - 1, trouble.position, trouble.position + 1)
    )
    if here is None or here.kind != "MINUS" or before is None or behind is None:
        return None
    if before.kind == behind.kind == "NAME" and before.end == here.start:
        name = (before.text + _glued(trouble)).replace("-", "_")
        return Advice(f"write `{name}`", "a name has no hyphen", "E0113")
    return None


def _quoted_name(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "STRING" and "NAME" in trouble.could and "STRING" not in trouble.could:
        return Advice("a name stands without quotes")
    return None


def _unquoted_text(trouble: Trouble) -> Advice | None:
    if set(trouble.could) == {"STRING"} and trouble.kind() == "NAME":
        return Advice(f'put it in quotes: `"{_glued(trouble)}"`')
    return None


def _glued(trouble: Trouble) -> str:
    """The token and all that stands behind it without a space between."""
    typed = ""
    end = trouble.line[trouble.position].start
    for token in trouble.line[trouble.position :]:
        if token.start != end:
            break
        typed += token.text
        end = token.end
    return typed


def _title(trouble: Trouble) -> Advice | None:
    if trouble.start == "declaration" and trouble.position == 2 and trouble.kind() == "NAME":
        if trouble.takes("="):
            return Advice(f"write `{trouble.word(-2)} {trouble.word(-1)} = {trouble.typed} …`")
        if "STRING" in trouble.could and not _near(trouble.typed, ("from",)):
            return Advice(
                f"a name is one word, such as `{trouble.word(-1)}_{trouble.typed}`; a title "
                "stands in quotes behind it"
            )
    return None


def _near(typed: str, wanted: tuple[str, ...]) -> bool:
    return bool(get_close_matches(typed, wanted, 1, 0.72))


_TYPES = {
    "string": "text", "str": "text", "varchar": "text", "char": "text", "int": "number",
    "integer": "number", "float": "number", "decimal": "number", "double": "number",
    "bool": "yes/no", "boolean": "yes/no", "flag": "yes/no", "datetime": "time",
    "timestamp": "time", "currency": "money", "price": "money", "enum": "one of",
    "mail": "email", "yes": "yes/no",
}  # fmt: skip


def _type(trouble: Trouble) -> Advice | None:
    if trouble.start != "field_line":
        return None
    if trouble.typed.lower() in _TYPES and "TEXT" in trouble.could:
        return Advice(f"write `{_TYPES[trouble.typed.lower()]}`", code="E0113")
    roles = ("key", "id", "customer", "time", "arrived")
    if trouble.position == 1 and trouble.word(-1) in roles and trouble.kind() == "NAME":
        return Advice(f"write `{trouble.word(-1)} from {trouble.typed}`")
    if trouble.typed == "from" and trouble.word(-1) == ",":
        return Advice("write `from COLUMN` directly behind the type, before the comma")
    return None


# Small words -------------------------------------------------------------------------------------


def _colon(trouble: Trouble) -> Advice | None:
    if trouble.typed == ":" and trouble.position == len(trouble.line) - 1:
        return Advice(
            "leave it out; the indentation opens the block", "a line has no colon at its end",
            "E0113",
        )  # fmt: skip
    return None


def _then(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("then", "do") and trouble.position == len(trouble.line) - 1:
        return Advice("leave it out; the block below says what follows", code="E0113")
    return None


def _maximise(trouble: Trouble) -> Advice | None:
    if trouble.typed.lower() in ("maximize", "optimize", "optimise"):
        return Advice("write `maximise`", code="E0113")
    return None


def _capital(trouble: Trouble) -> Advice | None:
    """A word of the language in the wrong case."""
    for terminal in trouble.could:
        word = words().get(terminal, "")
        if word.isalpha() and word.lower() == trouble.typed.lower():
            return Advice(f"write `{word}`", code="E0113")
    return None


def _weekday(trouble: Trouble) -> Advice | None:
    short = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
             "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}  # fmt: skip
    full = short.get(trouble.typed.lower()[:3])
    if full and trouble.takes("Monday") and trouble.typed.lower().rstrip("s") in (
        full.lower(), full.lower()[:3]
    ):  # fmt: skip
        return Advice(f"write `{full}`", code="E0113")
    return None


def _at(trouble: Trouble) -> Advice | None:
    if trouble.kind() in ("TIME", "INSTANT") and trouble.takes("at"):
        return Advice(f"write `at {trouble.typed}`")
    if trouble.kind() == "INSTANT" and trouble.word(-1) == "until" and "DATE" in trouble.could:
        day, clock = trouble.typed.split()
        return Advice(f"write `{day} at {clock}`")
    return None


def _moment(trouble: Trouble) -> Advice | None:
    if "INSTANT" in trouble.could and "DATE" not in trouble.could:
        if trouble.kind() == "DATE":
            return Advice(f"write it with a time of day: `{trouble.typed} 09:00`")
        if trouble.kind() == "TIME":
            return Advice(f"write it with a day: `2026-12-01 {trouble.typed}`")
    return None


def _comma(trouble: Trouble) -> Advice | None:
    """A comma left out before a word that follows one here."""
    behind = trouble.could.get("COMMA")
    if behind is None or trouble.kind() != "NAME":
        return None
    if any(words().get(terminal) == trouble.typed for terminal in accepted(behind)):
        return Advice(f"a comma stands before `{trouble.typed}`: `{trouble.word(-1)}, "
                      f"{trouble.typed} …`")
    return None


def _comma_at_most(trouble: Trouble) -> Advice | None:
    """`at` was taken for the name of a message."""
    if trouble.typed == "most" and trouble.word(-1) == "at" and "COMMA" in trouble.could:
        return Advice("a comma stands before `at most`: `wait for clicked, at most 2 days`")
    return None


def _goal_name(trouble: Trouble) -> Advice | None:
    if "COLON" in trouble.could and trouble.kind() == "NAME" and trouble.word(-2) == "goal":
        return Advice(f"write `{trouble.word(-1)}: {trouble.typed}`, with a colon behind the name")
    return None


def _word_of_language(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) in RESERVED and trouble.kind() in ("EQUAL", "COMPARISON", "DOT"):
        return Advice(f"`{trouble.word(-1)}` is a word of the language and no name")
    return None


def _near_word(trouble: Trouble) -> Advice | None:
    """A word of the language with a slip in it."""
    if trouble.kind() != "NAME":
        return None
    known = {words()[terminal] for terminal in trouble.could if terminal in words()}
    near = get_close_matches(trouble.typed, sorted(known), 1, 0.7)
    return Advice(f"did you mean `{near[0]}`?") if near else None


def _missing_word(trouble: Trouble) -> Advice | None:
    """A word left out: what was typed can stand behind one that could come here."""
    if trouble.found is None or END in trouble.could or trouble.kind() == "BAD":
        return None
    if len(trouble.could) > 4:
        return None
    for terminal, behind in trouble.could.items():
        word = words().get(terminal, "")
        if word.isalpha() and trouble.kind() in accepted(behind):
            return Advice(f"`{word}` is missing: `{word} {trouble.typed}`")
    return None


def _else_channel(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "," and trouble.word(-3) in ("by", "else") and trouble.takes("else"):
        return Advice(f"write `{trouble.word(-2)}, else {trouble.typed or 'sms'}`")
    return None


_INSTEAD = {
    "via": ("by",), "using": ("by",), "through": ("by",), "till": ("until",), "to": ("until",),
    "in": ("after", "of"), "on": ("at",), "with": ("where",), "when": ("where",),
    "if": ("where", "when"), "having": ("where",), "also": ("and",), "plus": ("and",),
    "a": ("per",), "each": ("per",), "every": ("per",), "for": ("per",), "into": ("to",),
    "off": ("of",), "is": ("=",), "as": ("=",),
}  # fmt: skip


def _instead(trouble: Trouble) -> Advice | None:
    for word in _INSTEAD.get(trouble.typed, ()):
        if trouble.takes(word):
            return Advice(f"write `{word}`")
    return None


def _enter(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "enter" and trouble.kind() == "NAME":
        return Advice(f"write `enter on {trouble.typed}` for an event")
    return None


def _quiet(trouble: Trouble) -> Advice | None:
    if "TIME" in trouble.could and trouble.kind() == "NUMBER" and len(trouble.typed) <= 2:
        return Advice(f"write `{trouble.typed.zfill(2)}:00`", code="E0010")
    return None


HINTS: tuple[Hint, ...] = (
    _spaced_percent, _missing_unit, _wait_for_time, _two_lengths, _window_behind_where,
    _where_behind_count, _smallest_of, _the_last, _within, _at_least_ago, _between_to, _is_value,
    _in_one, _yes_no, _weekday, _capital, _comparing_word, _hyphen, _quoted_name, _unquoted_text,
    _type, _colon, _then, _maximise, _at, _moment, _else_channel, _comma, _title, _quiet,
    _instead, _enter, _comma_at_most, _goal_name, _word_of_language, _near_word, _missing_word,
)  # fmt: skip
