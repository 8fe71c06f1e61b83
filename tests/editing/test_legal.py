"""What is proposed to somebody who types is what may stand there, and all of it."""

from __future__ import annotations

import pytest

from compiler.editing.legal import legal
from tests.editing.projects import asked

CAMPAIGN = """campaign rescue
  enter on cart_add where total >= 10
    once
  leave on purchase where cart = entry.cart
  goal rescued: purchase within 3 days
"""


def proposed(text: str) -> list[str]:
    source, offset, context = asked(text)
    return [each.text for each in legal(source, offset, context)[1]]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("camp|", ["campaign", "channel", "segment", "test"]),
        (CAMPAIGN + "\n  send |", ["hello", "receipt"]),
        (CAMPAIGN + "\n  send hello by |", ["email", "sms"]),
        (CAMPAIGN + "\n  send hello by email, else |", ["email", "sms", "drop"]),
        ("segment a\n  in |", ["loyal"]),
        ("segment a\n  signed_up in |", ["last", "next"]),
        ("segment a\n  has |", ["cart_add", "purchase", "clicked"]),
        ("segment a\n  |", ["city", "orders", "kind", "has", "no", "any of"]),
        ("segment a\n  has purchase where |", ["cart", "amount", "category"]),
        ("segment a\n  sum of purchase.|", ["cart", "amount", "category"]),
        ("campaign x\n  enter on |", ["cart_add", "purchase"]),
        ("campaign x\n  enter on cart_add\n    |", ["once", "each time", "again"]),
        ("campaign x\n  enter every Monday at 10:00 for |", ["loyal", "everyone"]),
        (CAMPAIGN + "\n  if entry.|", ["cart", "product", "total"]),
        ('segment a\n  tier = |', ['"silver"', '"gold"']),
        ('segment a\n  tier = "g|', ['"gold"']),
        ('segment a\n  kind = "|', ['"few"', '"many"']),
        ("channel push\n  to |", ["phone", "email"]),
        ('policy\n  timezone "Europe/Ber|', ['"Europe/Berlin"']),
        ('message m\n  email subject "Hi"\n    """\n    Dear {{ customer.|', ["name", "city"]),
        ('message m\n  email subject "Hi"\n    """\n    Dear {{ |', ["customer", "entry"]),
        ('message m\n  email subject "Hi"\n    """\n    {{ customer.name | def|', ["default"]),
        ('test "x"\n  customer mia\n  expect hello to |', ["mia"]),
        ('test "x"\n  customer mia\n  at 2026-01-01 10:00 mia does purchase with |', ["amount"]),
        ('test "x"\n  customer mia with |', ["city", "wants_email"]),
        ("customers from a\n  name |", ["text", "yes/no", "one of"]),
        ("campaign x\n\n  wait |", ["1 hour", "until", "for"]),
        ("campaign x\n\n  wait until |", ["10:00", "Monday at", "best hour"]),
    ],
)  # fmt: skip
def test_what_may_stand_here(text: str, some: list[str]) -> None:
    found = proposed(text)
    assert [each for each in some if each not in found] == []


@pytest.mark.parametrize(
    ("text", "none"),
    [
        (CAMPAIGN + "\n  send |", ["email", "loyal", "by", "cart_add"]),
        ("segment a\n  has purchase where |", ["city", "loyal", "hello"]),
        ("segment a\n  |", ["loyal", "hello", "joining", "entry"]),
        ("segment |", ["loyal", "city"]),
        ("event e from |", ["loyal", "city", "purchase"]),
        ("campaign x\n  wait 1 day\n  |", ["else", "then"]),
        (CAMPAIGN + "\n  # send |", ["hello"]),
        ('campaign x "send |', ["hello"]),
        ('message m\n  email subject "Hi"\n    """\n    Dear |', ["customer", "hello"]),
    ],
)
def test_what_may_not(text: str, none: list[str]) -> None:
    found = proposed(text)
    assert [each for each in none if each in found] == []


def test_else_is_proposed_where_it_belongs_to_the_line_above() -> None:
    above = CAMPAIGN + "\n  if in loyal\n    send hello by email\n  |"
    assert "else" in proposed(above) and "then" not in proposed(above)


def test_names_of_the_file_that_one_is_in_come_first() -> None:
    text = "segment mine\n  orders > 3\n\nsegment other\n  in |"
    assert proposed(text)[:2] == ["mine", "other"]


def test_each_name_has_a_line_on_it() -> None:
    source, offset, context = asked(CAMPAIGN + "\n  if |")
    lines = {each.text: each.line for each in legal(source, offset, context)[1]}
    assert lines["orders"] == "trait: count of purchase"
    assert lines["tier"] == 'field: one of "silver", "gold"'
    assert lines["kind"] == "groups: few, many"


def test_lines_of_a_campaign_come_as_one_writes_them() -> None:
    found = proposed("campaign x\n  |")
    assert found[:6] == ["owner", "runs", "priority", "enter", "leave", "goal"]
    assert proposed("campaign x\n  wait until |")[-7:] == [
        f"{day} at" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                                "Sunday")
    ]  # fmt: skip


def test_nobody_is_proposed_who_is_only_being_typed() -> None:
    assert proposed('test "x"\n  customer |') == []


def test_behind_broken_words_names_are_still_proposed() -> None:
    found = proposed("segment a\n  has purchase purchase loy|")
    assert found == ["loyal"]


@pytest.mark.parametrize("cut", range(0, len(CAMPAIGN), 3))
def test_half_a_campaign_breaks_nothing(cut: int) -> None:
    proposed(f"{CAMPAIGN[:cut]}|{CAMPAIGN[cut + 9 :]}")
