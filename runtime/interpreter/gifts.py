"""Gifts: the step that gives, and who gets which code (S28, S30)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from compiler.model.offers import ALL_GIVEN, NO_CODE
from compiler.model.project import Project
from compiler.model.steps import Give
from runtime.interpreter.run import Enrolment, Run
from runtime.journal import Kind, Row, message_name
from runtime.pools import Codes, Pools


def give(run: Run, enrolment: Enrolment, step: Give) -> None:
    """One gift. Held out customers get none (S30)."""
    if enrolment.shadow:
        run.write(enrolment, Kind.SHADOW, "S30",
            step=step.id, message=step.offer,
        )  # fmt: skip
        return
    code = run.codes.get(message_name(enrolment.name, step.id), NO_CODE)
    run.write(enrolment, Kind.GIVEN, "S28",
        step=step.id, message=step.offer, reason=code,
    )  # fmt: skip


def handed_out(project: Project, rows: Iterable[Row], pools: Pools) -> Codes:
    """What each gift of these rows of everybody gets, in the order (instant, customer key), those
    of one customer at one instant in the order of the rows: a code of the pool, each once, the code
    for all, or so many points; why none where the pool is empty or `at most N in all` is reached
    (S28)."""
    wanted = [row for row in rows if row.kind is Kind.GIVEN]
    wanted.sort(key=lambda row: (row.at, row.customer))
    given: Counter[str] = Counter()
    found = {}
    for row in wanted:
        offer = project.offers[row.message]
        stock = pools(offer) if offer.pool is not None else None
        number = given[offer.name]
        if offer.at_most is not None and number >= offer.at_most:
            code = ALL_GIVEN
        elif stock is None:
            code = offer.same or NO_CODE
        else:
            code = stock[number] if number < len(stock) else NO_CODE
        if code not in (ALL_GIVEN, NO_CODE):
            given[offer.name] += 1
        found[message_name(row.enrolment, row.step)] = code
    return found
