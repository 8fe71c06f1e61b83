"""Names of steps: which step is called so, and which names are free."""

from __future__ import annotations

import pytest

from compiler.codec import plain
from compiler.model.steps import WaitFor
from compiler.walk import steps
from dsl.parse import parse_text
from tests.compiler.asking import findings, project, said

HEAD = """campaign c
  enter on cart_add
    each time
  goal purchase within 7 days

"""


def ids(text: str) -> list[str]:
    return [step.id for step in steps(project(HEAD + text).campaigns["c"])]


def test_what_stands_in_a_named_step_keeps_its_place() -> None:
    text = (
        "  wait 1 day\n  if orders > 3 as asked\n    wait 1 day as rest\n    send hello by email\n"
        "  else\n    send hello by email\n  split s as shares\n    a\n      wait 1 day\n"
        "    b\n      wait 1 day\n"
    )
    assert ids(text) == [
        "1", "asked", "rest", "2.if.2", "2.else.1", "shares", "3.a.1", "3.b.1",
    ]  # fmt: skip


def test_a_name_before_the_comma_is_that_of_the_event_alone() -> None:
    asks = "    if x.amount > 3\n      send hello by email\n"
    wait = "  wait for purchase{}, at most 1 day{}\n" + asks
    for before, behind, id in ((" as x", "", "1"), ("", " as x", "x")):
        (step,) = project(HEAD + wait.format(before, behind)).campaigns["c"].steps
        assert isinstance(step, WaitFor) and (step.id, step.alias) == (id, "x")


def test_a_campaign_without_names_is_what_it_was() -> None:
    """Its document, by which its version goes, does not know of names."""
    made = project(HEAD + "  wait for purchase as x, at most 1 day\n    send hello by email\n")
    (step,) = made.campaigns["c"].steps
    assert isinstance(step, WaitFor)
    document = plain(step)
    assert isinstance(document, dict)
    assert (document["id"], document["on"]) == ("1", {"is": "Occurring", "event": "purchase"})


TAKEN = [
    "  wait 1 day as x\n  send hello by email as x\n",
    "  wait for purchase as x, at most 1 day\n    send hello by email as x\n",
    "  wait for purchase, at most 1 day as x\n    wait for cart_add as x, at most 1 day\n",
]


@pytest.mark.parametrize("text", TAKEN)
def test_a_name_is_one_of_its_own(text: str) -> None:
    assert said(HEAD + text)[0] == ("E0202", "x")


def test_a_name_means_nothing_else() -> None:
    (found,) = findings(HEAD + "  wait 1 day as entry\n  send hello by email\n")
    assert found.code == "E0203"


@pytest.mark.parametrize(
    "steps", ["if orders > 3\n    wait 1 day\n  else as x\n    wait 1 day",
              "if orders > 3\n    wait 1 day\n  else if orders > 2 as x\n    wait 1 day"]
)  # fmt: skip
def test_else_has_no_name(steps: str) -> None:
    (found,) = parse_text("file", f"{HEAD}  {steps}\n").diagnostics
    assert (found.code, found.help) == (
        "E0101", "the name of the whole step stands behind its first line"
    )
