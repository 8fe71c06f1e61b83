"""How customers enter, and the events that campaigns name."""

from __future__ import annotations

from dsl.expected import goes_on
from dsl.hints.trouble import Advice, Trouble
from dsl.hints.words import near_word


def enter(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "enter" and trouble.kind() == "NAME":
        return near_word(trouble) or Advice(f"write `enter on {trouble.typed}` for an event")
    return None


COMING = ("join", "joins", "joined", "entering", "enters", "coming", "in")
GOING = ("drop", "drops", "dropped", "leaving", "leaves", "left", "out")


def when(trouble: Trouble) -> Advice | None:
    """What stands behind `enter when` in other words."""
    if not trouble.begins("enter", "when") or not trouble.takes("becomes"):
        return None
    first = trouble.line[2].text
    if first in ("joining", "dropping"):
        return None
    last = trouble.typed or "SEGMENT"
    if first in COMING:
        return Advice(f"write `enter when joining {last}`")
    if first in GOING:
        return Advice(f"write `enter when dropping out of {trouble.line[-1].text}`")
    if trouble.typed in ("=", "is", "turns", "gets"):
        value = trouble.word(1) if trouble.kind(1) == "STRING" else '"…"'
        return Advice(f"write `enter when {first} becomes {value}`")
    if not trouble.typed:
        return Advice(
            f"for a segment write `enter when joining {first}`, "
            f"for a field `enter when {first} becomes \"…\"`"
        )
    return Advice("make a segment of the condition, and write `enter when joining` it")


def again(trouble: Trouble) -> Advice | None:
    if trouble.start != "entry_line" or trouble.word(-1) != "again":
        return None
    after = f"`again after {trouble.length('7 days')}`"
    if trouble.length() or trouble.typed == "in":
        return Advice(f"write {after}")
    if trouble.typed in ("each", "always", "anytime"):
        return Advice("write `each time`")
    return Advice(f"write {after}, `again at once, starting over`, or `each time`")


def goal_name(trouble: Trouble) -> Advice | None:
    if "COLON" not in trouble.could or trouble.kind() != "NAME" or trouble.word(-2) != "goal":
        return None
    if not goes_on(trouble.could["COLON"], trouble.line[trouble.position :]):
        return None
    return Advice(f"write `{trouble.word(-1)}: {trouble.typed}`, with a colon behind the name")


def goal_event(trouble: Trouble) -> Advice | None:
    """`goal within 7 days purchase`."""
    if not trouble.begins("goal", "within") or trouble.kind() != "NUMBER":
        return None
    event = trouble.line[-1].text if trouble.line[-1].kind == "NAME" else "EVENT"
    return Advice(f"the event stands first: `goal {event} within {trouble.length('7 days')}`")


def one_event(trouble: Trouble) -> Advice | None:
    """`and` between two events."""
    if trouble.typed != "and" or "OR" not in trouble.could or "AND" in trouble.could:
        return None
    if trouble.begins("goal"):
        return Advice("write `or` for any of them, or a `goal` line for each")
    if trouble.begins("leave"):
        return Advice("write `or`: any of them takes out")
    if trouble.begins("unless"):
        return Advice("write `or` for any of them; for both, an `unless` of its own for the other")
    only = "only if" if trouble.begins("enter") else "if"
    other = trouble.word(1) or "…"
    asked = f"ask for the other below it: `{only} has {other}`"
    return Advice(f"write `or` for any of them; for both, {asked}")
