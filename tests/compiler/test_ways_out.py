"""What is said, word for word, where the way out depends on what was meant."""

from __future__ import annotations

import pytest

from tests.compiler.asking import findings

HEAD = "campaign c\n  enter on cart_add\n    once\n"
GOAL = "  goal rescued: purchase within 7 days\n"

UNKNOWN_PARTS = [
    ("last cart_add.totl > 3", "`cart_add` has no field `totl`", "did you mean `total`?"),
    ("has clicked hello where channl = \"sms\"", "`clicked` has no field `channl`",
     "did you mean `channel`?"),
    ("has purchase where customer.ciy = \"x\"", "a customer has no field `ciy`",
     "did you mean `city`?"),
    ("ciy = \"x\"", "unknown field `ciy`", "did you mean `city`?"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "title", "help"), UNKNOWN_PARTS)
def test_a_part_that_something_lacks(line: str, title: str, help: str) -> None:
    (found,) = findings(f"segment s\n  {line}\n")
    assert (found.title, found.help) == (title, help)


TWICE = [
    ('policy\n  at most 3 per week per customer\n', "policy"),
    ("customers from shop.more\n  key from id\n", "customers"),
]


@pytest.mark.parametrize(("text", "what"), TWICE)
def test_what_a_project_has_one_of_is_merged(text: str, what: str) -> None:
    (found,) = findings(text)
    assert found.title == f"`{what}` is declared twice, and a project has one"
    assert found.help == "move what stands under it to the one in `base`, and delete this line"
    assert [label.span.path for label in found.labels] == ["base"]


def test_what_is_declared_twice_in_one_file_is_above() -> None:
    (found,) = findings("", base='policy\n  timezone "UTC"\npolicy\n  timezone "UTC"\n'
                        "customers from t\n  key from id\n")  # fmt: skip
    assert found.help == "move what stands under it to the one above, and delete this line"
