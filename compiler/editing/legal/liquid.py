"""What may stand in the text of a message."""

from __future__ import annotations

import re

from compiler.editing.legal.proposal import Context, Proposal
from compiler.editing.spot import Spot
from compiler.editing.symbols import Space
from compiler.liquid import FILTERS
from dsl import tree

_PATH = re.compile(r"(?:(\w+)\s*\.\s*)?\w*\Z")
_FILTER = re.compile(r"\|\s*\w*\Z")


def in_a_text(text: str, offset: int, here: Spot, context: Context) -> list[Proposal]:
    """Between `{{` and `}}`, or in a tag: what texts know; behind `|` the filters."""
    opened = max(text.rfind("{{", 0, offset), text.rfind("{%", 0, offset))
    if opened < max(text.rfind("}}", 0, offset), text.rfind("%}", 0, offset), 0):
        return []
    inside = text[opened + 2 : offset]
    if _FILTER.search(inside):
        return [Proposal(each, "filter", "") for each in sorted(FILTERS)]
    found = _PATH.search(inside)
    owner = found[1] if found else None
    return _fields(owner, here, context) if owner else _owners(context)


def _owners(context: Context) -> list[Proposal]:
    offers = context.proposed(context.index.of(Space.OFFER))
    return [
        Proposal("customer", "word", "the customer's fields"),
        Proposal("entry", "word", "the fields of the entering event"),
        Proposal("campaign", "word", "the name and the title of the campaign"),
        *offers,
    ]


def _fields(owner: str, here: Spot, context: Context) -> list[Proposal]:
    index = context.index
    if owner == "campaign":
        return [Proposal("name", "word", ""), Proposal("title", "word", "")]
    if owner == "customer":
        shared = (each for each in index.of(Space.SHARED) if each.sort == "field")
        return context.proposed(shared)
    if any(each.symbol.name == owner for each in index.of(Space.OFFER)):
        return [Proposal("code", "word", "the code that was given"),
                Proposal("ends", "word", "until when it can be used")]  # fmt: skip
    message = here.declaration.name.text if isinstance(here.declaration, tree.Message) else ""
    kinds = index.entries_of(message) if owner == "entry" else (owner,)
    return context.proposed(each for kind in kinds for each in index.owned(Space.FIELD, kind))
