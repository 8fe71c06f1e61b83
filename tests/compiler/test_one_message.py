"""One mistake gives one message: what leans on a thing that could not be read is not blamed."""

from __future__ import annotations

import pytest

from compiler.codes import BASE
from tests.compiler.asking import said

HEAD = "campaign c\n  enter on cart_add\n    once\n"
GOAL = "  goal rescued: purchase within 7 days\n\n"
SPLIT = (
    "  split wording\n    plain 50%\n      send hello by email\n"
    "    generous 50%\n      send hello by sms\n\n"
)
TEST = (
    'test "t"\n  customer ann with wants_email yes\n  at 2026-12-02 10:00 ann does cart_add\n'
    "  expect hello to ann\n  expect ann in wording.generous\n  expect ann reached rescued\n"
)
WHOLE = HEAD + GOAL + SPLIT + TEST
ANN = "customer ann with wants_email yes"


def test_the_whole_is_right() -> None:
    assert said(WHOLE) == []


IN_THE_WHOLE = [
    (ANN, "customer ann with wants_email Yes", [("E0113", "Yes")]),
    (ANN, "customer ann with wants_email yes wants_sms yes", [("E0101", "wants_sms")]),
    (ANN, "customer Ann Smith with wants_email yes", [("E0101", "Smith")]),
    ("campaign c", "Campaign c", [("E0104", "Campaign")]),
    ("campaign c", 'campaign c "Carts', [("E0007", '"Carts')]),
    ("campaign c", "campaign c “Carts”", [("E0009", "“Carts”")]),
    ("campaign c", "campaign c:", [("E0113", ":")]),
    ("campaign c", 'campaign "c"', [("E0101", '"c"')]),
    ("plain 50%\n", "generous 50%\n", [("E0202", "generous")]),
    ("    plain 50%\n      send hello by email\n", "", [("E0420", "wording")]),
    ("    generous 50%\n      send hello by sms\n", "", [("E0420", "wording")]),
    ("  goal rescued: purchase within 7 days\n", "", [("E0404", "c")]),
    ("  goal rescued: purchase within 7 days\n", "  hold out 10%\n", [("E0404", "c")]),
    ("    once\n", "    once\n  enter on purchase\n    once\n", [("E0403", "enter on purchase")]),
    ("      send hello by sms\n", "<TAB><TAB>send hello by sms\n", [("E0002", "\t")]),
    ("  split wording\n", "  wait 1 day\n<TAB>wait 2 days\n  split wording\n", [("E0002", "\t")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "found"), IN_THE_WHOLE, ids=[wrong.strip() for _, wrong, _ in IN_THE_WHOLE]
)
def test_in_a_whole_file(right: str, wrong: str, found: list[tuple[str, str]]) -> None:
    assert right in WHOLE
    assert said(WHOLE.replace(right, wrong, 1).replace("<TAB>", "\t")) == found


def test_a_goal_is_still_missed_where_its_campaign_needs_none() -> None:
    text = HEAD + "\n  send receipt by email\n\n" + TEST.replace("  expect ann in w", "  # ")
    assert said(text.replace("expect hello", "expect receipt")) == [("E0201", "rescued")]


def test_customers_that_could_not_be_read_have_whatever_a_text_shows() -> None:
    base = BASE.replace("customers from", "customer from").replace("Hello!", "{{ customer.nme }}")
    codes = [code for code, _ in said("", base=base)]
    assert codes == ["E0104"]


def test_a_message_for_a_misspelt_channel_is_not_said_to_lack_the_right_one() -> None:
    text = 'message m\n  smss\n    """\n    Hi\n    """\n\n' + HEAD + GOAL + "  send m by sms\n"
    assert said(text) == [("E0201", "smss")]


TAKEN = [
    ("trait count = count of purchase\n", "count", "count > 3"),
    ("trait last = last purchase\n", "last", "last more than 3 days ago"),
    ("trait first = first purchase\n", "first", "first in last 7 days"),
    ("trait sum = sum of purchase.amount\n", "sum", "orders > 3 and sum * 2 < 5"),
    ("trait has = count of purchase\n", "has", "has = 3"),
    ("segment last\n  orders > 3\n", "last", "in last"),
    ("event count from t\n  customer from a\n  time from b\n", "count", "has count"),
]


@pytest.mark.parametrize(("declared", "word", "use"), TAKEN, ids=[use for *_, use in TAKEN])
def test_a_word_of_the_language_is_refused_as_a_name_once(
    declared: str, word: str, use: str
) -> None:
    text = f"segment s\n  {use}\n\nsegment t\n  in s\n  {use}\n"
    assert said(declared + text) == [("E0109", word)]
    assert said(text, base=BASE + declared) == [("E0109", word)]


def test_a_field_with_such_a_name_is_refused_once() -> None:
    base = BASE.replace("  birthday     date", "  birthday     date\n  first  text")
    assert said('segment s\n  first = "x"\n', base=base) == [("E0109", "first")]


def test_another_mistake_in_such_a_word_is_still_said() -> None:
    text = "trait last = last purchase\n\nsegment s\n  last purchase older than 3 days\n"
    assert [code for code, _ in said(text)] == ["E0109", "E0101"]


IN_A_TEXT = [
    ('{{ customer.name | defualt: "you" }}', [("E0410", "defualt")]),
    ("{% fi customer.name %}x{% endif %}", [("E0410", "{% fi customer.name %}")]),
    ("{% if customer.name %}x{% ednif %}", [("E0410", "{% ednif %}")]),
    ("{% if customer.name %}x{% esle %}y{% endif %}", [("E0410", "{% esle %}")]),
]


@pytest.mark.parametrize(("text", "found"), IN_A_TEXT, ids=[text for text, _ in IN_A_TEXT])
def test_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    message = f'message m\n  sms\n    """\n    {text}\n    """\n\n'
    assert said(message + HEAD + GOAL + "  send m by sms\n") == found


def test_a_file_that_ends_in_a_text_ends_too_early_and_no_more() -> None:
    text = HEAD + GOAL + '  send m by sms\n\nmessage m\n  sms\n    """\n    Hi {{ customer.na\n'
    assert said(text) == [("E0006", '"""')]


NEWS = 'message news\n  sms\n    """\n    Hi\n    """\n\n'
TWICE = HEAD + GOAL + "  send news by sms\n  wait 1 day\n  send news by sms\n"


def test_a_declaration_that_nothing_names_is_where_the_slip_was_made() -> None:
    assert said(NEWS + TWICE) == []
    assert said(NEWS.replace("news", "nwes") + TWICE) == [("E0201", "nwes")]
    once = TWICE.replace("  wait 1 day\n  send news by sms\n", "")
    assert said(NEWS.replace("news", "nwes") + once) == [("E0201", "news")]


def test_what_is_named_elsewhere_is_not_where_the_slip_was_made() -> None:
    text = TWICE.replace("send news", "send nwes")
    assert said(NEWS + text + "  send news by sms\n") == [("E0201", "nwes")]
    message = NEWS.replace("Hi", "{{ customer.name | default: 'you' }}").replace("news", "hi")
    wrong = 'segment s\n  nmae = "a"\n  nmae != "b"\n\n'
    assert said(wrong + message + TWICE.replace("news", "hi")) == [("E0201", "nmae")]


def test_a_variable_that_no_text_may_name_is_said_once() -> None:
    text = "Hi {{ customer.nme }}, {{ customer.nme }}"
    message = NEWS.replace("Hi", text)
    assert said(message + TWICE) == [("E0409", "customer.nme")]
