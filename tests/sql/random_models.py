"""Random projects: traits, segments, groups and populations, each made of the ones before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from compiler.model.conditions import (
    All,
    AnyOf,
    Compare,
    InSegment,
)
from compiler.model.declarations import (
    Customers,
    Group,
    Groups,
    Policy,
    Record,
    Segment,
    Trait,
)
from compiler.model.project import Project
from compiler.model.values import (
    Chance,
    KeyHash,
    Occurrences,
    Population,
    Scored,
    ScoreText,
    TraitValue,
)
from compiler.model.windows import (
    Duration,
)
from tests.sql.random_conditions import Generator
from tests.sql.random_worlds import (
    CUSTOMER,
    EVENTS,
    RECORDS,
    ZONES,
    T,
    event,
)


def project(random: Random) -> Project:
    """Traits, segments, groups and populations, each made of the ones before."""
    clock = replace(CUSTOMER[-1], default=random.choice((None, "Europe/London")))
    fields = CUSTOMER[:-1] if random.random() < 0.3 else (*CUSTOMER[:-1], clock)
    made = Project(
        customers=Customers("shop.customers", "id", fields),
        policy=Policy(random.choice(ZONES)),
        events={name: event(name) for name in EVENTS},
        records={name: Record(name, f"shop.{name}", "customer", "id", fields)
                 for name, fields in RECORDS.items()},
    )
    for number in range(3):
        of = Generator(random, made, rows=False)
        type = random.choice((T.NUMBER, T.MONEY, T.TEXT, T.TIME, T.TEXTS))
        value = of.texts(None) if type is T.TEXTS else of.value(type, 2, None)
        trait = Trait(f"trait {number}", None, value)
        made.traits[trait.name] = trait
        segment = Segment(f"segment {number}", None, of.condition(2))
        made.segments[segment.name] = segment
        _population(random, of, made, number)
        _prediction(random, made, number)
    _score(random, Generator(random, made, rows=False), made)
    _share(random, Generator(random, made, rows=False), made)
    lines = [Group(f"line {n}", of.condition(1)) for n in range(2)]
    lines += [Group("rest", None)] if random.random() < 0.5 else []
    made.groups["kind"] = Groups("kind", None, tuple(lines))
    return made


def _population(random: Random, of: Generator, made: Project, number: int) -> None:
    kind = random.choice(("average", "median", "sum", "largest", "count", "most frequent"))
    any_type = kind in ("most frequent", "largest")
    type = random.choice((T.NUMBER, T.TEXT)) if any_type else T.NUMBER
    value = of.value(type, 1, None)
    segment = random.choice((None, f"segment {number}"))
    result = value.type if kind in ("largest", "most frequent") else T.NUMBER
    made.populations[f"p {number}"] = Population(f"p {number}", kind, value, segment, result)


def _prediction(random: Random, made: Project, number: int) -> None:
    if random.random() < 0.5:
        return
    within = Duration(random.choice((1, 7, 36)), random.choice(("hour", "day", "week")))
    chance = Chance(f"likely {number}", Occurrences(random.choice(("purchase", "visit"))), within)
    made.traits[chance.name] = Trait(chance.name, None, chance)


def parameters(random: Random) -> tuple[Decimal, ...] | None:
    """What a prediction was fitted to, as if the histories were many; None: it was not."""
    if random.random() < 0.2:
        return None
    scales = ("0.001", "0.25", "3", "900")
    return tuple(Decimal(random.choice(scales)) * random.randint(1, 9) for _ in range(4))


def _score(random: Random, of: Generator, made: Project) -> None:
    """Two parts, as `score` has them."""
    best = random.choice((2, 3, 5))
    values = tuple(of.value(random.choice((T.NUMBER, T.MONEY, T.TIME)), 1, None) for _ in range(2))
    parts = []
    for number, value in enumerate(values):
        name = f"score.part {number}"
        borders = tuple(
            Population(f"{name} from {place} on", "border", value, None, value.type, (place, best),
                       values)
            for place in range(2, best + 1)
        )  # fmt: skip
        made.populations.update({border.name: border for border in borders})
        made.traits[name] = Trait(name, None, Scored(value, borders, values))
        parts.append(TraitValue(name, T.NUMBER))
    made.traits["score"] = Trait("score", None, ScoreText(tuple(parts)))


def _share(random: Random, of: Generator, made: Project) -> None:
    """The segment of those in a share, as `in top 10% by … across …` has it."""
    end = random.choice(("top", "bottom"))
    value = of.value(random.choice((T.NUMBER, T.MONEY, T.DATE, T.TIME)), 1, None)
    segment = random.choice((None, "segment 2"))
    place = random.choice(((1, 100), (1, 10), (1, 4), (3, 8), (1, 2), (1, 1)))
    border = Population("share", end, value, segment, value.type, place)
    last = Population("share, hash", f"{end} hash", value, segment, T.TEXT, place)
    made.populations.update({border.name: border, last.name: last})
    sign = ">" if end == "top" else "<"
    tied = All((Compare("=", value, border), Compare(f"{sign}=", KeyHash(), last)))
    inside = AnyOf((Compare(sign, value, border), tied))
    found = All((InSegment(segment), inside)) if segment else inside
    made.segments["best"] = Segment("best", None, found)
