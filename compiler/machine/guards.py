"""Guards: which of those who move come past an operation.

A guard is a conjunction of factors, and grows by appending only. `Took` says which way a decision
went; `Either` joins the ways through a branching that some leave. Where every way comes back, the
guard behind a branching is the guard before it, so guards stay short however long a campaign is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from compiler.machine.template import both, column, sql


@dataclass(frozen=True, slots=True)
class Took:
    """The decision of the step of that order went one of these ways (0, 1, …)."""

    order: int
    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Either:
    options: tuple[Guard, ...]


Guard = tuple[Took | Either, ...]

ALWAYS: Guard = ()


def joined(before: Guard, order: int, count: int, ways: Mapping[int, Guard]) -> Guard | None:
    """The guard behind a branching of `count` ways, from the guards at the ends of the ways that
    come back (each begins with `before`); None where none does."""
    rests = {way: guard[len(before) + 1 :] for way, guard in ways.items()}
    plain = tuple(way for way, rest in rests.items() if not rest)
    if len(plain) == count:
        return before
    options: list[Guard] = [(Took(order, plain),)] if plain else []
    options += [(Took(order, (way,)), *rest) for way, rest in rests.items() if rest]
    if not options:
        return None
    return (*before, *options[0]) if len(options) == 1 else (*before, Either(tuple(options)))


def implies(guard: Guard, other: Guard) -> bool:
    """Whether whoever comes past `guard` has surely come past `other`; may say no too often."""
    return guard[: len(other)] == other


def condition(guard: Guard) -> exp.Expr:
    """The guard over the decision columns `d<order>`."""
    return both([_factor(each) for each in guard])


def _factor(factor: Took | Either) -> exp.Expr:
    if isinstance(factor, Either):
        return exp.paren(exp.or_(*(condition(option) for option in factor.options), copy=False))
    ways = [exp.Literal.number(way) for way in factor.ways]
    return sql(":decision IN (:ways)", decision=decision(factor.order), ways=ways)


def decision(order: int) -> exp.Column:
    """The column that says which way the decision of a step went."""
    return column(f"d{order}")
