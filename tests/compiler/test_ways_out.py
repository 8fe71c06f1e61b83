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


OF_OTHER_LANGUAGES = [
    ("wants_email = true", "true", "write `wants_email`"),
    ("wants_email = False", "False", "write `not wants_email`"),
    ("wants_email != true", "true", "write `not wants_email`"),
    ("wants_email != no", "no", "write `wants_email`"),
    ("city = null", "null", "write `city is unknown`"),
    ("city != NULL", "NULL", "write `city is known`"),
    ("city = none", "none", 'write `city is unknown`; a text stands in quotes: `"none"`'),
    ("revenue = empty", "empty", "write `revenue is unknown`"),
    ("orders > null", "null", "write `orders is known`; a comparison with nothing never holds"),
    ("last purchase.category = null", "null", "write `last purchase.category is unknown`"),
    ("orders >= three", "three", "write `orders >= 3`"),
    ("has purchase where category = null", "null", "write `category is unknown`"),
    ("orders = 3 and city = nil", "nil", "write `city is unknown`"),
]


@pytest.mark.parametrize(("line", "word", "help"), OF_OTHER_LANGUAGES)
def test_words_that_other_languages_have_for_values(line: str, word: str, help: str) -> None:
    text = f"segment s\n  {line}\n"
    (found,) = findings(text)
    assert (found.code, found.title) == ("E0201", f"`{word}` is no value here")
    assert text[found.span.start : found.span.end] == word
    assert found.help == help


def test_the_edit_of_such_a_word_makes_the_line_right() -> None:
    for line, *_ in OF_OTHER_LANGUAGES:
        text = f"segment s\n  {line}\n"
        edit = findings(text)[0].edit
        if edit is not None:
            assert findings(text[: edit.span.start] + edit.text + text[edit.span.end :]) == []


def test_a_name_that_is_declared_is_a_value_whatever_it_is_called() -> None:
    text = "trait three = count of cart_add\n\nsegment s\n  orders >= three\n"
    assert findings(text) == []


@pytest.mark.parametrize("value", ["1", '"yes"'])
def test_yes_and_no_are_compared_with_nothing(value: str) -> None:
    (found,) = findings(f"segment s\n  wants_email = {value}\n")
    assert found.help == (
        "it stands alone or behind `not`: write `wants_email` or `not wants_email`"
    )


def test_mistakes_under_a_wait_until_are_seen() -> None:
    text = f"{HEAD}{GOAL}\n  wait until 10:00\n    send hello by email\n    wiat 2 days\n"
    assert [found.code for found in findings(text)] == ["E0103"]
