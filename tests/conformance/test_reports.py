"""What is counted, and what is compared with what (S31 to S34)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime.report.making import report
from runtime.report.model import CampaignReport, Comparison, GoalReport
from runtime.statistics.proportions import Share
from tests.conformance.interpreting import told
from tests.conformance.reading import Case, Line, cases
from tests.conformance.running import ENGINES, New, by_engine

CASES = cases(having="report.csv")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_line_is_what_the_rules_say(case: Case, engine: str, new: New) -> None:
    with by_engine(case, told(case).known, [case.until], new=new) as ran:
        made = report(ran.connection, ran.project)
    found = {each.campaign: dict(_counted(each)) for each in made.campaigns}
    wanted = case.lines("report.csv")
    assert [_found(line, found) for line in wanted] == wanted


def _found(line: Line, found: dict[str, dict[str, str]]) -> Line:
    """The line with what the report says; what it does not count is 0."""
    return {**line, "value": found[line["campaign"]].get(line["what"], "0")}


def _counted(made: CampaignReport) -> Iterator[tuple[str, str]]:
    yield "customers", str(made.customers)
    yield "enrolments", str(made.enrolments)
    yield "replaced", str(made.replaced)
    yield "held out", str(made.held_out.enrolments)
    yield "held out from everything", str(made.held_out_from_everything.enrolments)
    for name, counted in (("left", made.leaves), ("refused", made.refused), ("drops", made.drops)):
        for each in counted:
            yield f"{name}: {each.reason}", str(each.count)
    for goal in made.goals:
        yield from _of_goal(goal)


def _of_goal(goal: GoalReport) -> Iterator[tuple[str, str]]:
    name = f"goal {goal.name}"
    yield f"{name}: closed", _share(goal.closed)
    yield f"{name}: open", _share(Share(goal.open_reached, goal.open))
    yield f"{name}: worth", str(goal.worth)
    yield f"{name}: target", str(goal.verdict)
    for each in goal.comparisons:
        yield from _compared(f"{name} by {each.split or 'hold-out'}", each)


def _compared(name: str, comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Customers, by their first enrolment."""
    yield f"{name}: against", comparison.base
    for side in comparison.sides:
        yield f"{name}, {side.name}: customers", str(side.customers)
        yield f"{name}, {side.name}: closed", _share(side.closed)
    for each in comparison.differences:
        yield f"{name}, {each.name}: verdict", str(each.verdict)


def _share(share: Share) -> str:
    return f"{share.reached} of {share.of}"
