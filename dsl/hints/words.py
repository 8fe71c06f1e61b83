"""Small words that are missing, misspelt or too much."""

from __future__ import annotations

from difflib import get_close_matches

from dsl.engine import END
from dsl.expected import accepted, goes_on, words
from dsl.hints.trouble import Advice, Trouble
from dsl.reserved import RESERVED


def colon(trouble: Trouble) -> Advice | None:
    if trouble.typed == ":" and trouble.position == len(trouble.line) - 1:
        return Advice(
            "leave it out; the indentation opens the block", "a line has no colon at its end",
            "E0113", right="",
        )  # fmt: skip
    return None


def open_chain(trouble: Trouble) -> Advice | None:
    """A line that ends in `and` or `or` goes on in the step below it."""
    steps = ("wait", "send", "if", "unless", "split", "leave")
    if trouble.word(-2) in ("and", "or") and trouble.word(-1) in steps:
        word = trouble.word(-2)
        return Advice(f"write the condition, or leave `{word}` out",
                      f"a condition is missing behind `{word}`", "E0102", (2, -2))
    return None


def then(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("then", "do") and trouble.position == len(trouble.line) - 1:
        return Advice("leave it out; the block below says what follows", code="E0113", right="")
    return None


def maximise(trouble: Trouble) -> Advice | None:
    if trouble.typed.lower() in ("maximize", "optimize", "optimise"):
        return Advice("write `maximise`", code="E0113", right="maximise")
    return None


def capital(trouble: Trouble) -> Advice | None:
    """A word of the language in the wrong case."""
    for terminal in trouble.could:
        word = words().get(terminal, "")
        if word.isalpha() and word.lower() == trouble.typed.lower():
            said = f"write `{word}`{_built(trouble, terminal)}"
            return Advice(said, code="E0113", right=word)
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


def word_of_language(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) in RESERVED and trouble.kind() in ("EQUAL", "COMPARISON", "DOT"):
        return Advice(f"`{trouble.word(-1)}` is a word of the language and no name")
    return None


def dash(trouble: Trouble) -> Advice | None:
    """The bullet of a list in front of a condition, taken for a minus."""
    conditions = ("has", "no", "in", "not", "any", "all", "none", "joined", "dropped", "moved")
    if trouble.start != "condition_line" or trouble.position < 2 or trouble.line[0].text != "-":
        return None
    word = trouble.line[1].text
    if word not in conditions:
        return None
    return Advice(f"leave it out in front of `{word}`", "this dash belongs to nothing", "E0113",
                  (trouble.position, -trouble.position), "")  # fmt: skip


def near_word(trouble: Trouble) -> Advice | None:
    """A word of the language with a slip in it."""
    if trouble.kind() != "NAME":
        return None
    known = {words()[terminal]: terminal for terminal in trouble.could if terminal in words()}
    near = get_close_matches(trouble.typed, sorted(known), 1, 0.7)
    behind = trouble.line[trouble.position + 1 : trouble.position + 2]
    if not near or not goes_on(trouble.could[known[near[0]]], behind):
        return None
    said = f"did you mean `{near[0]}`{_built(trouble, known[near[0]])}?"
    return Advice(said, right=near[0])


def _built(trouble: Trouble, terminal: str) -> str:
    """What belongs behind a word that is meant, and would be refused next."""
    return "" if terminal in trouble.offered else ", which is not built yet"


def missing_word(trouble: Trouble) -> Advice | None:
    """A word left out: the rest of the line can stand behind one that could come here."""
    if trouble.found is None or END in trouble.offered or len(trouble.offered) > 4:
        return None
    for terminal, behind in trouble.offered.items():
        word = words().get(terminal, "")
        if word.isalpha() and goes_on(behind, trouble.line[trouble.position :]):
            right = f"{word} {trouble.typed}"
            return Advice(f"`{word}` is missing: `{right}`", right=right)
    return None


_INSTEAD = {
    "via": ("by",), "using": ("by",), "through": ("by",), "till": ("until",), "to": ("until",),
    "in": ("after", "of"), "on": ("at", "by"), "with": ("where", "by"), "over": ("by",),
    "when": ("where",), "if": ("where", "when"), "having": ("where",), "also": ("and",),
    "plus": ("and",), "a": ("per",), "each": ("per",), "every": ("per",), "for": ("per", "to"),
    "into": ("to",), "off": ("of",), "is": ("=",), "as": ("=",), "after": ("since",),
    "until": ("before",),
}  # fmt: skip


def instead(trouble: Trouble) -> Advice | None:
    for word in _INSTEAD.get(trouble.typed, ()):
        if trouble.takes(word):
            return Advice(f"write `{word}`", right=word)
    return None
