"""Scores: where a customer's values lie among all, and groups of recency by frequency.

A score is typed as what it stands for: a trait for each part, `rfm.recency`, one for the text of
all, `rfm`, and the groups `rfm.group`, so that whatever reads the model knows traits and groups
only.
"""

from __future__ import annotations

from decimal import Decimal

from compiler.meaning.literals import WORDS
from compiler.meaning.names import unique
from compiler.meaning.parts import CELLS, GROUP, grouped
from compiler.meaning.scope import Scope
from compiler.meaning.values import value
from compiler.meaning.world import World
from compiler.model.conditions import All, Between
from compiler.model.declarations import Group, Groups, Trait
from compiler.model.values import Const, Population, Scored, ScoreText, TraitValue, Type, Value
from dsl import tree

BEST = 10
"""So many scores are enough for every use that was ever published."""

def score(node: tree.Score, world: World) -> None:
    """Adds what the score stands for to `world.traits` and `world.groups`; nothing where a part
    is broken."""
    unique((part.name for part in node.parts), f"in `{node.name.text}`,", world.findings)
    typed = [(part, _value(node, part, world), _best(part, world)) for part in node.parts]
    known = tuple(found for _, found, best in typed if found is not None and best is not None)
    if not known or len(known) < len(typed):
        return
    name, title = node.name.text, node.title.value if node.title else None
    for part, found, best in typed:
        if found is not None and best is not None:
            _part(f"{name}.{part.name.text}", found, best, known, world)
    looks = tuple(TraitValue(f"{name}.{part.name.text}", Type.NUMBER) for part in node.parts)
    world.traits[name] = Trait(name, title, ScoreText(looks))
    if grouped(node):
        world.groups[f"{name}.{GROUP}"] = Groups(f"{name}.{GROUP}", title, _groups(name))


def _part(name: str, found: Value, best: int, known: tuple[Value, ...], world: World) -> None:
    """Ranked are those of whom all parts are known, so that one order means the frequency 1
    although others have none."""
    borders = tuple(
        Population(
            f"{name} from {place} on", "border", found, None, found.type, (place, best), known
        )
        for place in range(2, best + 1)
    )
    world.populations |= {border.name: border for border in borders}
    world.traits[name] = Trait(name, None, Scored(found, borders, known))


def _value(node: tree.Score, part: tree.ScorePart, world: World) -> Value | None:
    if part.name.text == GROUP:
        world.findings.add(
            "E0203", part.name.span, f"`{GROUP}` cannot be the name of a part",
            f"`{node.name.text}.{GROUP}` is the named group; choose another name",
        )  # fmt: skip
        return None
    found = value(part.value, Scope(world))
    return found if found is not None and _in_order(part, found, world) else None


def _best(part: tree.ScorePart, world: World) -> int | None:
    low, high = part.low.value, part.high.value
    if low == 1 and high == int(high) and 2 <= high <= BEST:
        return int(high)
    world.findings.add(
        "E0423", part.low.span, f"scores go from 1 to a whole number of 2 to {BEST}",
        "write `1 to 5`; the highest is the best",
    )  # fmt: skip
    return None


def _in_order(part: tree.ScorePart, found: Value, world: World) -> bool:
    if found.type.numeric or found.type in (Type.TIME, Type.DATE):
        return True
    world.findings.add(
        "E0303", part.value.span, f"a score is of numbers, times or dates, and this is "
        f"{WORDS[found.type]}", "for instance `count of EVENT`, `sum of EVENT.FIELD`, `last EVENT`",
    )  # fmt: skip
    return False


def _groups(name: str) -> tuple[Group, ...]:
    return tuple(
        Group(each, All((_among(f"{name}.recency", recency), _among(f"{name}.frequency", often))))
        for each, (recency, often) in CELLS.items()
    )


def _among(part: str, span: tuple[int, int]) -> Between:
    low, high = (Const(Decimal(border), Type.NUMBER) for border in span)
    return Between(TraitValue(part, Type.NUMBER), low, high)
