"""What may stand where somebody types: the words that the grammar takes, and declared names."""

from __future__ import annotations

from dataclasses import replace

from compiler.editing.legal.liquid import in_a_text
from compiler.editing.legal.names import names
from compiler.editing.legal.proposal import MOST, Context, Proposal
from compiler.editing.legal.quoted import quoted
from compiler.editing.legal.words import words
from compiler.editing.roles import roles
from compiler.editing.spot import Spot, spot
from dsl.engine import tables
from dsl.expected import Stack, offered, reached
from dsl.lexer import PHRASES
from dsl.source import Source

__all__ = ["MOST", "Context", "Proposal", "legal"]


def legal(source: Source, offset: int, context: Context) -> tuple[Spot, list[Proposal]]:
    """What may be typed at `offset` in the place of the word that ends there, names first: of these
    only such as hold what is typed of it. Behind words that no line begins with, every declared
    name that fits what is typed is proposed: what stands there is wrong, and will be said to be."""
    here = spot(source, offset)
    context = replace(context, path=source.path, typed=here.typed)
    if here.text:
        return here, in_a_text(source.text, offset, here, context)
    if not here.start:
        return here, []
    states = reached((tables().starts[here.start],), here.before)
    begun = _begun_phrase(here)
    if states is None:
        anything = names(here, frozenset({"anything"}), context) if here.typed else []
        return here, begun or anything
    if here.quoted:
        return here, quoted(here, offered(states), context)
    return here, [*_legal(source, offset, here, states, context), *begun]


def _legal(
    source: Source, offset: int, here: Spot, states: Stack, context: Context
) -> list[Proposal]:
    could = offered(states)
    found: list[Proposal] = []
    if "STRING" in could:
        found += quoted(here, could, context)
    if "NAME" in could:
        found += names(here, roles(states, could["NAME"]), context)
    return [*found, *words(source, offset, here, states, could)]


def _begun_phrase(here: Spot) -> list[Proposal]:
    """How a phrase goes on of which the first words are typed: `in` can become `in last`, which is
    one word to the grammar."""
    found: dict[str, Proposal] = {}
    for behind in range(1, min(3, len(here.before) + 1)):
        typed = " ".join(token.text for token in here.before[-behind:]) + " "
        states = reached((tables().starts[here.start],), here.before[:-behind])
        for phrase, terminal in PHRASES.items() if states is not None else ():
            if phrase.startswith(typed) and states and terminal in offered(states):
                rest = phrase[len(typed) :]
                found[rest] = Proposal(rest, "word", "")
    return list(found.values())
