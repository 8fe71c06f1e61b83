"""Who is meant by two texts: both as conditions of one project, which are true of whom they should
be."""

from __future__ import annotations

import pytest

from compiler.changes.beside import beside
from compiler.changes.entering import entering
from compiler.model.conditions import All, InSegment
from compiler.model.project import Project
from compiler.versions import meaning
from compiler.walk import reached
from tests.changes.projects import BASE, edited, sided

BEFORE = sided(BASE).project


def segment(name: str, before: Project, today: Project) -> Project:
    whole, counted, never = beside(before, today, {name: (InSegment(name), InSegment(name))})
    assert not never and list(counted) == [name]
    return whole


def test_each_text_keeps_its_meaning() -> None:
    """Also of what is looked at through others: traits, scores, averages across a segment."""
    today = edited(("trait revenue = sum", "trait revenue = average"),
                   ("orders between 1 and 2", "orders between 1 and 3")).project  # fmt: skip
    whole = segment("at_risk", BEFORE, today)
    assert meaning(whole, InSegment("at_risk")) == meaning(today, InSegment("at_risk"))
    both, more, fewer = whole.groups["at_risk"].lines
    assert (both.name, more.name, fewer.name) == ("both", "more", "fewer")
    assert more.condition == InSegment("at_risk")
    assert fewer.condition == InSegment("at_risk of before")
    assert both.condition == All((fewer.condition, more.condition))
    assert "revenue of before" in reached(whole, fewer.condition).traits
    assert "revenue" not in reached(whole, fewer.condition).traits


def test_what_means_the_same_is_there_once() -> None:
    whole = segment("hesitating", BEFORE, edited(("orders >= 5", "orders >= 4")).project)
    assert whole.segments.keys() - BEFORE.segments.keys() == {
        "hesitating, more", "hesitating, fewer"
    }  # fmt: skip


def test_what_is_gone_cannot_be_counted() -> None:
    gone = edited(("  pages     number\n", ""), ("    if seen.pages > 3 and orders = 1\n",
                                                 "    if orders = 1\n")).project  # fmt: skip
    counting = edited(("segment vip\n  orders >= 5", "segment vip\n  has visit where pages > 3"))
    asked = {"vip": (InSegment("vip"), InSegment("vip"))}
    _, counted, never = beside(counting.project, gone, asked)
    assert counted == {}
    assert never == {"vip": "field `pages` of event `visit` is no longer there"}


@pytest.mark.parametrize("text", [
    "enter on cart_add where total >= 30000\n    only if entry.total < 90000 and not in at_risk",
    "enter on cart_add where total >= 30000\n    only if not in at_risk",
])  # fmt: skip
def test_what_is_asked_of_the_entry_is_asked_of_the_event(text: str) -> None:
    found = edited(("enter on cart_add where total >= 30000\n    only if not in at_risk", text))
    condition = entering(found.project, found.project.campaigns["cart_rescue"])
    assert condition is not None
    seen = reached(found.project, condition)
    assert "cart_add" in seen.events and "at_risk" in seen.segments
    assert ("90000" in repr(condition)) == ("90000" in text)
    assert "EntryField" not in repr(condition)


@pytest.mark.parametrize("entry", [
    "enter when joining vip", "enter on unsubscribed", "enter 3 days before birthday at 10:00",
])  # fmt: skip
def test_what_hangs_on_an_instant_is_not_counted(entry: str) -> None:
    text = ("enter every 2 weeks on Monday at 09:00 for vip", entry)
    project = edited(text).project
    assert entering(project, project.campaigns["newsletter"]) is None
