"""How a plan reads: as a comment in a pull request, in the terminal, and as JSON."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from compiler.changes import Subject, changes
from compiler.pressure import pressure
from runtime.applying.applied import Application
from runtime.applying.steps import Change, Moved
from runtime.reviewing.against import Against
from runtime.reviewing.audience import Audience
from runtime.reviewing.expected import Expected, Sent
from runtime.reviewing.inside import Applying, Place
from runtime.reviewing.plan import Plan
from runtime.revisions import Revision
from segue.shown.plan import render_plan
from segue.shown.plan_json import as_json
from segue.shown.plan_markdown import as_markdown
from tests.changes.projects import BASE, edited, sided

GOLDEN = Path(__file__).parent / "comment.md"
AT = datetime(2026, 12, 28, tzinfo=UTC)


def reviewed(*exchanged: tuple[str, str], refused: str = "") -> Plan:
    """A plan of the project with texts exchanged; what was counted is made up."""
    before, after = sided(BASE), edited(*exchanged)
    ran = Application(2, "0123456789ab", AT, "anna", "1a2b3c4d5e6f", AT)
    steps = (
        Change("cart_rescue", "changed", 0), Change("newsletter", "changed", 0),
        Moved("newsletter", "0123", "1", "letter", 1_200),
    )
    inside = (
        Place("newsletter", "0123", "1", "wait for visit, at most 3 days", 1_200),
        Place("cart_rescue", "4567", "1", "wait 1 hour", 1),
    )
    audiences = (
        Audience(Subject("segment", "vip"), 820, 1_207, 402, 15, ("0012", "0077"), ("0911",)),
        Audience(Subject("campaign", "cart_rescue"), 10, 5, 0, 5, (), ("1", "2"), lately=True),
    )  # fmt: skip
    expected = Expected(
        datetime(2026, 11, 30, tzinfo=UTC), AT,
        (
            ("cart_rescue", Sent(900, (("kakao", 700), ("sms", 90)), Decimal("7400")),
             Sent(450, (("kakao", 350), ("sms", 45)), Decimal("3700"))),
            ("newsletter", Sent(1_640, (("email", 4_000),)), Sent(2_414, (("email", 6_000),))),
            ("thanks", Sent(2_000, (("email", 2_000),)), Sent(2_000, (("email", 2_000),))),
        ),
    )  # fmt: skip
    pressures = tuple(
        pressure(each.project, each.project.campaigns.values()) for each in (before, after)
    )
    return Plan(
        Against(before, ran), after, changes(before, after),
        Applying(() if refused else steps, refused, inside), audiences, expected,
        (pressures[0], pressures[1]), (),
    )  # fmt: skip


EDITS = (
    ("total >= 30000", "total >= 60000"),
    ("      send cart_benefit by kakao, else sms\n", "      send cart_benefit by kakao\n"),
    ("orders >= 5", "orders >= 4"),
    ("    send news by email as letter\n", "    send news by email as letter\n    wait 1 day\n"),
    ("[Ad] News for you. Reply STOP to end.", "News for you."),
    ('subject "News"', 'subject "Fresh news"'),
    ("at most 3 per week per customer", "at most 4 per week per customer"),
)  # fmt: skip


def test_the_comment_of_a_pull_request() -> None:
    """`comment.md` is what a reviewer reads: read it as one before you change it
    (`python -m tests.changes.test_shown`)."""
    assert as_markdown(reviewed(*EDITS)) == GOLDEN.read_text(encoding="utf-8")


def shown(plan: Plan) -> str:
    out = io.StringIO()
    render_plan(plan, Console(file=out, width=100, highlight=False, soft_wrap=True))
    return out.getvalue()


def test_the_terminal_says_the_same() -> None:
    """All sentences of the comment, in their order."""
    plan = reviewed(*EDITS)
    told = shown(plan)
    place = 0
    for line in as_markdown(plan).splitlines():
        if line.startswith("- ") and "**" not in line:
            place = told.index(line.removeprefix("- "), place)


def test_every_change_is_shown_once() -> None:
    plan = reviewed(*EDITS)
    told = as_markdown(plan)
    for each in plan.changes:
        assert told.count(each.what) == 1, each


def test_programs_get_all_of_it() -> None:
    plan = reviewed(*EDITS)
    found = json.loads(as_json(plan))
    assert (found["version"], found["level"]) == (1, "legal")
    assert len(found["changes"]) == len(plan.changes)
    assert [each["does"] for each in found["apply"]["steps"]] == ["change", "change", "moved"]
    assert found["expected"]["campaigns"][0]["today"] == {
        "entries": 450, "messages": {"kakao": 350, "sms": 45}, "cost": "3700",
    }  # fmt: skip


def test_what_is_no_change_is_said_in_a_line() -> None:
    plan = reviewed()
    assert shown(plan).splitlines()[0] == (
        "nothing changes for customers, compared with what runs, applied by anna, from commit "
        "1a2b3c4d5e6f, as of 2026-12-28 09:00"
    )
    assert as_markdown(plan).splitlines()[2].startswith("Nothing changes for them, compared with ")


def test_a_refusal_stands_out() -> None:
    plan = reviewed(*EDITS, refused="1 customer is inside `news`, and cannot go on: bring it back")
    assert "segue apply would refuse: 1 customer is inside `news`" in shown(plan)
    assert "**`segue apply` would refuse this:**\n\n> 1 customer is inside" in as_markdown(plan)


def test_a_revision_is_named_as_it_was_called() -> None:
    assert str(Revision("1a2b3c4d5e6f", "main")) == "main (1a2b3c4d5e6f)"
    assert str(Revision("1a2b3c4d5e6f", "1a2b3c4")) == "1a2b3c4d5e6f"


if __name__ == "__main__":
    GOLDEN.write_text(as_markdown(reviewed(*EDITS)), encoding="utf-8")
    sys.stdout.write(GOLDEN.read_text(encoding="utf-8"))
