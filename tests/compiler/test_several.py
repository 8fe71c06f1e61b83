"""Several events joined by `or`: what can be asked of them, and what is said where it cannot."""

from __future__ import annotations

import pytest

from compiler.model.conditions import AnyOf
from compiler.model.entries import OnEvent
from compiler.model.steps import WaitFor
from tests.compiler.asking import findings, project, said

HEAD = """campaign c
  enter on {entry}
    each time
  goal purchase within 7 days

"""


def campaign(steps: str, entry: str = "cart_add or purchase") -> str:
    return HEAD.format(entry=entry) + steps


def test_what_they_have_in_common_can_be_asked() -> None:
    waits = "  wait for purchase or cart_add as x, at most 1 day\n    if x.cart = entry.cart\n"
    assert findings(campaign(waits + "      send hello by email\n")) == []
    assert said(campaign("  if entry.amount > 3\n    send hello by email\n")) == [
        ("E0201", "amount")
    ]


def test_one_line_takes_out_as_several_lines_do() -> None:
    once = project(campaign("  send hello by email\n").replace(
        "\n\n", "\n  leave on unsubscribed or (purchase where amount > 3)\n\n"))  # fmt: skip
    twice = project(campaign("  send hello by email\n").replace(
        "\n\n", "\n  leave on unsubscribed\n  leave on purchase where amount > 3\n\n"))  # fmt: skip
    assert once.campaigns["c"].leaves == twice.campaigns["c"].leaves


def test_a_where_behind_all_is_said_of_each() -> None:
    behind = project(campaign("  send hello by email\n", 'cart_add or purchase where cart = "a"'))
    each = '(cart_add where cart = "a") or (purchase where cart = "a")'
    assert behind.campaigns["c"].entry == (
        project(campaign("  send hello by email\n", each)).campaigns["c"].entry
    )


def test_a_kind_that_is_named_twice_is_one() -> None:
    either = "(purchase where amount > 3) or (purchase where cart = \"a\")"
    entry = project(campaign("  send hello by email\n", either)).campaigns["c"].entry
    assert isinstance(entry, OnEvent)
    assert entry.on.kinds == ("purchase",) and isinstance(entry.on.where, AnyOf)
    waits = f"  wait for {either} or purchase, at most 1 day\n    send hello by email\n"
    (step,) = project(campaign(waits)).campaigns["c"].steps
    assert isinstance(step, WaitFor) and (step.on.where, step.on.others) == (None, ())


def test_a_name_is_unknown_where_only_one_of_them_knows_it() -> None:
    entry = 'unsubscribed or purchase where cart = "a"'
    (found,) = findings(campaign("  send hello by email\n", entry))
    assert found.title == "`unsubscribed` has no field `cart`"
    assert found.help == (
        "what is meant for one event only stands with it in parentheses: "
        "`unsubscribed or (… where cart …)`"
    )


def test_a_where_does_not_end_before_or() -> None:
    entry = 'purchase where cart = "a" or unsubscribed'
    (found,) = findings(campaign("  send hello by email\n", entry))
    assert found.help == "of several events write `(purchase where …) or unsubscribed`"


@pytest.mark.parametrize(
    "line",
    ["  leave on {} where amount > 3", "  goal x: {} within 2 days where amount > 3"],
)
def test_a_where_of_one_and_another_behind_all_are_refused(line: str) -> None:
    events = '(purchase where cart = "a") or purchase'
    (found,) = findings(campaign("  send hello by email\n").replace(
        "\n\n", "\n" + line.format(events) + "\n\n"))  # fmt: skip
    assert (found.code, found.title) == (
        "E0110", "`where` is said of one event, and again of all"
    )


def test_worth_is_a_field_of_each() -> None:
    worth = "\n  goal x: purchase or cart_add within 2 days, worth amount\n\n"
    assert said(campaign("  send hello by email\n").replace("\n\n", worth)) == [
        ("E0201", "amount")
    ]


def test_a_text_shows_what_they_have_in_common() -> None:
    text = 'message told\n  email subject "x"\n    """\n    {{ entry.amount }}\n    """\n\n'
    (found,) = findings(text + campaign("  send told by email\n"))
    assert found.title == "unknown variable `entry.amount` in campaign `c`, which sends this"
