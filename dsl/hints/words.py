"""Small words that are missing, misspelt or too much."""

from __future__ import annotations

from difflib import get_close_matches

from dsl.engine import END
from dsl.expected import accepted, words
from dsl.hints.trouble import Advice, Trouble
from dsl.reserved import RESERVED


def colon(trouble: Trouble) -> Advice | None:
    if trouble.typed == ":" and trouble.position == len(trouble.line) - 1:
        return Advice(
            "leave it out; the indentation opens the block", "a line has no colon at its end",
            "E0113",
        )  # fmt: skip
    return None


def then(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("then", "do") and trouble.position == len(trouble.line) - 1:
        return Advice("leave it out; the block below says what follows", code="E0113")
    return None


def maximise(trouble: Trouble) -> Advice | None:
    if trouble.typed.lower() in ("maximize", "optimize", "optimise"):
        return Advice("write `maximise`", code="E0113")
    return None


def capital(trouble: Trouble) -> Advice | None:
    """A word of the language in the wrong case."""
    for terminal in trouble.could:
        word = words().get(terminal, "")
        if word.isalpha() and word.lower() == trouble.typed.lower():
            return Advice(f"write `{word}`", code="E0113")
    return None


def weekday(trouble: Trouble) -> Advice | None:
    short = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
             "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}  # fmt: skip
    full = short.get(trouble.typed.lower()[:3])
    if full and trouble.takes("Monday") and trouble.typed.lower().rstrip("s") in (
        full.lower(), full.lower()[:3]
    ):  # fmt: skip
        return Advice(f"write `{full}`", code="E0113")
    return None


def at(trouble: Trouble) -> Advice | None:
    if trouble.kind() in ("TIME", "INSTANT") and trouble.takes("at"):
        return Advice(f"write `at {trouble.typed}`")
    if trouble.kind() == "INSTANT" and trouble.word(-1) == "until" and "DATE" in trouble.could:
        day, clock = trouble.typed.split()
        return Advice(f"write `{day} at {clock}`")
    return None


def moment(trouble: Trouble) -> Advice | None:
    if "INSTANT" in trouble.could and "DATE" not in trouble.could:
        if trouble.kind() == "DATE":
            return Advice(f"write it with a time of day: `{trouble.typed} 09:00`")
        if trouble.kind() == "TIME":
            return Advice(f"write it with a day: `2026-12-01 {trouble.typed}`")
    return None


def comma(trouble: Trouble) -> Advice | None:
    """A comma left out before a word that follows one here."""
    behind = trouble.could.get("COMMA")
    if behind is None or trouble.kind() != "NAME":
        return None
    if any(words().get(terminal) == trouble.typed for terminal in accepted(behind)):
        return Advice(f"a comma stands before `{trouble.typed}`: `{trouble.word(-1)}, "
                      f"{trouble.typed} …`")
    return None


def comma_at_most(trouble: Trouble) -> Advice | None:
    """`at` was taken for the name of a message."""
    if trouble.typed == "most" and trouble.word(-1) == "at" and "COMMA" in trouble.could:
        return Advice("a comma stands before `at most`: `wait for clicked, at most 2 days`")
    return None


def goal_name(trouble: Trouble) -> Advice | None:
    if "COLON" in trouble.could and trouble.kind() == "NAME" and trouble.word(-2) == "goal":
        return Advice(f"write `{trouble.word(-1)}: {trouble.typed}`, with a colon behind the name")
    return None


def word_of_language(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) in RESERVED and trouble.kind() in ("EQUAL", "COMPARISON", "DOT"):
        return Advice(f"`{trouble.word(-1)}` is a word of the language and no name")
    return None


def near_word(trouble: Trouble) -> Advice | None:
    """A word of the language with a slip in it."""
    if trouble.kind() != "NAME":
        return None
    known = {words()[terminal] for terminal in trouble.could if terminal in words()}
    near = get_close_matches(trouble.typed, sorted(known), 1, 0.7)
    return Advice(f"did you mean `{near[0]}`?") if near else None


def missing_word(trouble: Trouble) -> Advice | None:
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


def else_channel(trouble: Trouble) -> Advice | None:
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


def instead(trouble: Trouble) -> Advice | None:
    for word in _INSTEAD.get(trouble.typed, ()):
        if trouble.takes(word):
            return Advice(f"write `{word}`")
    return None


def enter(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "enter" and trouble.kind() == "NAME":
        return Advice(f"write `enter on {trouble.typed}` for an event")
    return None


def quiet(trouble: Trouble) -> Advice | None:
    if "TIME" in trouble.could and trouble.kind() == "NUMBER" and len(trouble.typed) <= 2:
        return Advice(f"write `{trouble.typed.zfill(2)}:00`", code="E0010")
    return None
