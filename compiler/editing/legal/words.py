"""Words of the language, and examples of values, that may stand where somebody types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compiler.editing.legal.proposal import Proposal
from compiler.editing.roles import roles
from compiler.editing.spot import Spot, spot
from compiler.editing.words import LINES, about_word
from dsl.builders.campaigns import WEEKDAYS
from dsl.engine import tables
from dsl.expected import Stack, forced
from dsl.expected import words as spelled
from dsl.source import Source

EXAMPLES = {
    "duration": ("1 hour", "1 day", "7 days"),
    "time_of_day": ("10:00",),
    "hold_out": ("10%",),
    "target": ("10%",),
}
"""Of what begins with a number, by the part of the grammar that it begins."""

_SIGNS = frozenset({"LPAR", "RPAR", "COMMA", "DOT", "COLON", "PLUS", "MINUS", "STAR", "SLASH"})
"""Signs are typed quicker than chosen."""


def words(
    source: Source, offset: int, here: Spot, states: Stack, could: Mapping[str, Stack]
) -> list[Proposal]:
    """The words that can come, each with those that must follow it, and examples."""
    found = []
    for terminal, stack in could.items():
        if terminal in spelled() and terminal not in _SIGNS and not _only_a_name(stack):
            word = spelled()[terminal]
            if here.before or word not in ("else", "then") or _fits(source, offset, word):
                line = "" if here.before else about_word(here.start, word)
                text = " ".join([word, *forced(stack)]).replace(" ,", ",")
                found.append(Proposal(text, "word", line))
    order = [*(LINES.get(here.start, ()) if not here.before else ()), *WEEKDAYS]
    found.sort(key=lambda each: _rank(each, order))
    return [*_examples(states, could), *found]


def _rank(proposal: Proposal, order: Sequence[str]) -> int:
    """Words that lines begin with as the table has them, weekdays in the order of the week."""
    word = proposal.text.split()[0]
    return order.index(word) if word in order else -1


def _examples(states: Stack, could: Mapping[str, Stack]) -> Iterator[Proposal]:
    parts: set[str] = set()
    for terminal in ("NUMBER", "TIME", "PERCENT"):
        if terminal in could:
            parts |= roles(states, could[terminal])
            parts |= _begun(could[terminal][-2], terminal)
    for part in EXAMPLES.keys() & parts if "value" not in parts else ():
        yield from (Proposal(each, "example", "") for each in EXAMPLES[part])


def _begun(before: int, terminal: str) -> set[str]:
    """The parts that the terminal begins here."""
    gotos = tables().gotos[before]
    return {
        rule.origin for rule in tables().rules if rule.first == terminal and rule.origin in gotos
    }


def _only_a_name(stack: Stack) -> bool:
    """Whether the word can only be a name there (`joined`, alone)."""
    actions = tables().actions[stack[-1]].values()
    return all(
        action < 0 and tables().rules[-action - 1].origin == "path_word" for action in actions
    )


def _fits(source: Source, offset: int, word: str) -> bool:
    """Whether an `else` or `then` belongs to the line above it."""
    found = spot(source, offset, word).found
    return not any(each.code == "E0108" for each in found)


