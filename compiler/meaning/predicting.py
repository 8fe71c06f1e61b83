"""Predictions: `predict likely = chance of purchase in next 7 days`."""

from __future__ import annotations

from compiler.meaning.literals import duration
from compiler.meaning.occurrences import kind
from compiler.meaning.scope import Scope
from compiler.meaning.world import World
from compiler.model.declarations import Event
from compiler.model.values import Chance, Occurrences
from dsl import tree


def chance(node: tree.Predict, world: World) -> Chance | None:
    """The typed prediction; None, reported, where it cannot be."""
    found, within = kind(node.event, Scope(world)), duration(node.within, world.findings)
    if found is None or within is None:
        return None
    assert isinstance(found.event, Event), "`kind` knows no records"
    if found.event.built_in:
        world.findings.add(
            "E0319", node.event.span, f"whether somebody will have `{found.event.name}` hangs on "
            "what Segue does, and not on them alone",
            "a prediction takes an event of the shop, such as `purchase`",
        )  # fmt: skip
        return None
    return Chance(node.name.text, Occurrences(found.event.name), within)
