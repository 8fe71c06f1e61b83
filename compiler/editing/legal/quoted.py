"""Texts in quotes of which only some may stand where somebody types."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.editing.legal.around import around
from compiler.editing.legal.proposal import Context, Proposal
from compiler.editing.mentions.paths import chosen
from compiler.editing.spot import Spot
from compiler.editing.symbols import Space
from compiler.zones import zone_names
from dsl import tree
from dsl.expected import Stack


def quoted(here: Spot, could: Mapping[str, Stack], context: Context) -> list[Proposal]:
    """The choices of the field or groups before it; behind `timezone` and `in`, once a quote is
    open, the zones of the world."""
    if "STRING" not in could or not here.before:
        return []
    if here.quoted and _asks_for_a_zone(here):
        return [Proposal(f'"{zone}"', "zone", "") for zone in sorted(zone_names())]
    place = around(here, context.index)
    owners = [owner for path in _paths(here) for owner in chosen(path, place)]
    found = [each for owner in owners for each in context.index.owned(Space.CHOICE, owner)]
    return [Proposal(f'"{each.text}"', each.sort, each.line) for each in context.proposed(found)]


def _asks_for_a_zone(here: Spot) -> bool:
    last = here.before[-1]
    timed = here.before[-2].kind in ("TIME", "INSTANT") if len(here.before) > 1 else False
    return last.text == "timezone" or (last.text == "in" and timed)


def _paths(here: Spot) -> list[tree.Path]:
    """The path before a comparison, before `in (`, or before a value in a test."""
    tokens = list(here.before)
    while tokens and tokens[-1].kind in ("STRING", "COMMA", "LPAR"):
        tokens.pop()
    if tokens and (tokens[-1].kind in ("EQUAL", "COMPARISON") or tokens[-1].text in _BEFORE):
        tokens.pop()
    parts: list[str] = []
    while tokens and tokens[-1].kind == "NAME":
        parts.insert(0, tokens.pop().text)
        if not tokens or tokens[-1].kind != "DOT":
            break
        tokens.pop()
    return [tree.Path(tuple(tree.Name(part) for part in parts))] if parts else []


_BEFORE = frozenset({"in", "becomes", "from", "not"})
