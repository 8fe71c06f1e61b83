"""What of a formula still holds later, when time has passed and customers have done more.

The entering event does not change, and nothing that was done is undone: so a number of events that
no window moves along with only grows. All else may be otherwise a moment later.
"""

from __future__ import annotations

from compiler.holding.domain import Border, Domain
from compiler.holding.formula import TRUE, Either, Every, Fact, Formula, either, every
from compiler.holding.subjects import Held, Order
from compiler.model.conditions import Condition
from compiler.model.values import Aggregate, Const, EntryField, EntryTime, EventField, Occurrences
from compiler.model.windows import Since
from compiler.walk import walk


def lasting(formula: Formula) -> Formula:
    """What holds from an instant on at which the formula holds."""
    if isinstance(formula, Every):
        return every(lasting(part) for part in formula.parts)
    if isinstance(formula, Either):
        return either(lasting(part) for part in formula.parts) if formula.parts else formula
    return _fact(formula)


def _fact(fact: Fact) -> Formula:
    subject = fact.subject
    if isinstance(subject, EntryField) or (isinstance(subject, Order) and _of_entry(subject)):
        return fact
    if isinstance(subject, Held) and _of_entry(subject.what):
        return fact
    if isinstance(subject, Aggregate) and subject.kind == "count" and _grows(subject.of):
        least = fact.domain.least
        return TRUE if least is None else Fact(
            subject, Domain(unknown=False, low=Border(least, True))
        )
    return TRUE


def _of_entry(what: object) -> bool:
    """Whether it is made of the entering event alone."""
    kinds = [type(part) for part in walk(what)]
    leaves = [kind for kind in kinds if kind.__module__ == EntryField.__module__]
    return bool(leaves) and all(kind in (EntryField, Const) for kind in leaves) and not any(
        kind.__module__ == Since.__module__ for kind in kinds
    )


def _grows(of: Occurrences) -> bool:
    fixed = of.window is None or (
        isinstance(of.window, Since) and isinstance(of.window.start, Const | EntryTime)
    )
    return fixed and not of.standing and of_events(of.where)


def of_events(where: Condition | None) -> bool:
    """Whether a `where` looks at events alone, which stay as they are, and not at customers."""
    values = [part for part in walk(where) if type(part).__module__ == EntryField.__module__]
    return all(isinstance(part, EventField | EntryField | Const) for part in values)
