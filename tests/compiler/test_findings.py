"""One mistake gives one message, at the right place, with what to type instead."""

from __future__ import annotations

import pytest

from tests.compiler.asking import findings, said

HEAD = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"
TIMED = "campaign c\n  enter every day at 10:00 for loyal\n  goal purchase within 7 days\n\n"
NEWS = 'message news\n  email subject "News"\n    """\n    {}\n    """\n\n'

IN_A_SEGMENT = [
    ("ciy = \"Seoul\"", "E0201", "ciy", "did you mean `city`?"),
    ("City = \"Seoul\"", "E0201", "City", "did you mean `city`?"),
    ("has purchse", "E0201", "purchse", "did you mean `purchase`?"),
    ("in loyl", "E0201", "loyl", "did you mean `loyal`?"),
    ("has clicked helo", "E0201", "helo", "did you mean `hello`?"),
    ("has purchase where amont > 3", "E0201", "amont", "did you mean `amount`?"),
    ("has purchase where city = \"Seoul\"", "E0201", "city",
     "for the field of the customer write `customer.city`"),
    ("sum of purchase.amont > 3", "E0201", "amont", "did you mean `amount`?"),
    ("revenue > average of revenue across loyel", "E0201", "loyel", "did you mean `loyal`?"),
    ("amount > 3", "E0201", "amount", "for a field of an event write `last purchase.amount`"),
    ("loyal", "E0204", "loyal", "write `in loyal`"),
    ("in city", "E0204", "city", "behind `in` stands a segment, or texts in parentheses"),
    ("in few", "E0204", "few", 'write `kind = "few"`'),
    ("has orders", "E0204", "orders", "it can be compared as it is: `orders = …`"),
    ("has loyal", "E0204", "loyal", "for who is in it write `in loyal`"),
    ("purchase.amount > 3", "E0204", "purchase.amount",
     "write `last purchase.amount`, `sum of purchase.amount` …"),
    ("customer.city = \"Seoul\"", "E0206", "customer", "write `city`"),
    ("has purchase where purchase.amount > 3", "E0206", "purchase.amount", "write `amount`"),
    ("entry.total > 3", "E0207", "entry.total",
     "a segment is about customers, whatever campaign they are in"),
    ("has purchase since entry", "E0207", "entry", "write a date or `N days ago`"),
    ("city = Seoul", "E0208", "Seoul", 'a text stands in quotes: `"Seoul"`'),
    ("city in (Seoul, \"Busan\")", "E0208", "Seoul", 'a text stands in quotes: `"Seoul"`'),
    ("has clicked", "E0212", "clicked",
     "write `clicked any message`, or `clicked` and the name of a message"),
    ("orders = \"3\"", "E0301", '"3"', "a number stands without quotes"),
    ("city = 3", "E0301", "3", 'a text stands in quotes: `"3"`'),
    ("signed_up = 2026-01-01", "E0301", "2026-01-01",
     "a day is a window: write `from DAY until NEXT DAY`, or `since` or `before`"),
    ("orders contains \"3\"", "E0301", "orders", ""),
    ("orders between 1 and \"2\"", "E0301", '"2"', "a number stands without quotes"),
    ("tier = \"golden\"", "E0302", '"golden"', "did you mean `gold`?"),
    ("tier in (\"gold\", \"bronze\")", "E0302", '"bronze"', "it is one of `silver`, `gold`"),
    ("kind = \"fw\"", "E0302", '"fw"', "did you mean `few`?"),
    ("city + 1 > 3", "E0303", "city", ""),
    ("has purchase in next 3 days", "E0305", "in next 3 days",
     "for what has happened write `in last …`"),
    ("has purchase where in loyal", "E0306", "in loyal",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("has purchase where customer.revenue > 3", "E0306", "customer.revenue",
     "a `where` looks at the event, at `entry` and at fields from the customers' table"),
    ("city in last 3 days", "E0307", "city",
     "a window of time goes with times, dates, `first EVENT` and `last EVENT`"),
    ("has purchase since city", "E0307", "city",
     "a window begins and ends with a date, a time, `entry`, `last EVENT` or `N days ago`"),
    ("has cart_add followed by purchase within 1 month", "E0308", "1 month",
     "say it in days: `30 days`"),
    ("has purchase in last 200 years", "E0308", "200 years", "write a shorter time"),
    ("last purchase > 60 days", "E0309", "60 days",
     "write `more than 60 days ago` or `in last 60 days` behind the time"),
    ("count of purchase.amount > 3", "E0310", "purchase.amount",
     "write `count of purchase` or `count of distinct purchase.amount`"),
    ("sum of purchase > 3", "E0310", "purchase", "for instance `sum of purchase.amount`"),
    ("revenue > average of purchase.amount across loyal", "E0311",
     "average of purchase.amount across loyal",
     "give the value a name with `trait`, then write `average of NAME across SEGMENT`"),
    ("has purchase from 2026-02-01 until 2026-01-01", "E0314",
     "from 2026-02-01 until 2026-01-01", "the earlier date stands behind `from`"),
    ("tier > \"silver\"", "E0315", 'tier > "silver"', 'name what is meant: `in ("…", "…")`'),
    ("has purchase where joined loyal", "E0306", "joined loyal",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("joined loial in last 7 days", "E0201", "loial", "did you mean `loyal`?"),
    ("dropped out of purchase", "E0204", "purchase",
     "who joins, drops out or moves does so with segments, or with lines of groups"),
    ("moved from loyal to revenue", "E0204", "revenue",
     "who joins, drops out or moves does so with segments, or with lines of groups"),
    ("joined loyal in next 7 days", "E0305", "in next 7 days",
     "for what has happened write `in last …`"),
    ("has purchase where today is Saturday", "E0306", "today is Saturday",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("city today", "E0307", "city",
     "a window of time goes with times, dates, `first EVENT` and `last EVENT`"),
    ("orders matches \"3.\"", "E0301", "orders", ""),
    ("city matches tier", "E0326", "tier", 'write it in quotes: `matches "S.*"`'),
    ("city matches \"S\\\\w*\"", "E0326", "\\\\w", "write `[A-Za-z0-9_]`"),
    ("city matches \"\\\\.*?\"", "E0326", "?",
     "about the whole text it makes no difference how much is tried first"),
    ("orders > 0.1234567", "E0317", "0.1234567",
     "at most 12 digits before the point and 6 behind it"),
    ("orders", "E0318", "orders", "compare it, for instance `orders = 30` or `orders is known`"),
    ("1 = 1", "W0105", "1 = 1", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "underlined", "help"), IN_A_SEGMENT, ids=[line for line, *_ in IN_A_SEGMENT]
)
def test_in_a_segment(line: str, code: str, underlined: str, help: str) -> None:
    text = f"segment s\n  {line}\n"
    assert said(text) == [(code, underlined)]
    assert findings(text)[0].help == help


IN_A_CAMPAIGN = [
    (HEAD + "  send hallo by email\n", "E0201", "hallo"),
    (HEAD + "  send hello by emial\n", "E0201", "emial"),
    (HEAD + "  send hello by email, else email\n", "E0405", "email"),
    (HEAD + "  send receipt by sms\n", "E0406", "sms"),
    (HEAD + "  wait for purchase where cart = entry.crt, at most 1 day\n    send hello by email\n",
     "E0201", "crt"),
    (HEAD + "  wait for purchase as bought, at most 1 day\n    if bought.amount > 3\n"
     "      send hello by email\n  else\n    if bought.amount > 3\n      send hello by email\n",
     "E0201", "bought"),
    (TIMED + "  if entry.total > 3\n    send hello by email\n", "E0207", "entry.total"),
    (HEAD + "  split s\n    a 60%\n      send hello by email\n    b 60%\n      send hello by sms\n",
     "E0401", "s"),
    (HEAD + "  split s\n    a 100%\n      send hello by email\n    b\n      send hello by sms\n",
     "E0401", "s"),
    (HEAD + "  split s\n    a\n      send hello by email\n    a\n      send hello by sms\n",
     "E0202", "a"),
    (HEAD + "  split s\n    a\n      send hello by email\n    b\n      send hello by sms\n"
     "  split s\n    a\n      send hello by email\n    b\n      send hello by sms\n",
     "E0202", "s"),
    (HEAD + "  wait 1 year\n  send hello by email\n", "E0308", "1 year"),
    (HEAD.replace("once", "once per total_") + "  send hello by email\n", "E0201", "total_"),
    (HEAD.replace("    once\n", "") + "  send hello by email\n", "E0402", "enter on cart_add"),
    (TIMED.replace("loyal", "loyals") + "  send hello by email\n", "E0201", "loyals"),
    (TIMED.replace("10:00", '10:00 in "Seoul"') + "  send hello by email\n", "E0210", '"Seoul"'),
    (HEAD.replace("7 days", "7 days, worth category") + "  send hello by email\n",
     "E0303", "category"),
    (HEAD.replace("7 days", "7 days, target 200%") + "  send hello by email\n", "E0413", "200%"),
    (HEAD.replace("on cart_add", "on cart_add where entry.total > 3") + "  send hello by email\n",
     "E0207", "entry.total"),
    (HEAD.replace("  goal purchase within 7 days\n", "") + "  send hello by email\n",
     "E0404", "c"),
    (HEAD + "  send hello by email\n  leave \"x\"\n  wait 1 day\n", "W0103", "wait 1 day"),
    (HEAD + "  wait 8 days\n  send hello by email\n", "W0102", "7 days"),
    (HEAD + "  send hello by email\n  call crm\n", "E0201", "crm"),
    (HEAD + "  repeat up to 3 times, every 7 days\n    repeat up to 3 times, every 1 day\n"
     "      send hello by email\n", "E0501",
     "repeat up to 3 times, every 1 day\n      send hello by email"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "underlined"), IN_A_CAMPAIGN,
    ids=[f"{code}-{underlined[:12]}" for _, code, underlined in IN_A_CAMPAIGN],
)  # fmt: skip
def test_in_a_campaign(text: str, code: str, underlined: str) -> None:
    assert said(text) == [(code, underlined)]


IN_A_TEXT = [
    ("{{ customer.nmae | default: 'x' }}", "E0409", "customer.nmae"),
    ("{{ costumer.name | default: 'x' }}", "E0409", "costumer.name"),
    ("{{ name }}", "E0409", "name"),
    ("{{ entry.prodct }}", "E0409", "entry.prodct"),
    ("{{ campaign.nam }}", "E0409", "campaign.nam"),
    ("{{ customer.name }}", "W0104", "customer.name"),
    ("{{ entry.product | upcse }}", "E0410", "upcse"),
    ("{{ entry.product", "E0410", "{{"),
    ("{% if entry.product %}x", "E0410", "{% if entry.product %}"),
    ("{% include 'x' %}", "E0410", "{% include 'x' %}"),
    ("{% endif %}", "E0410", "{% endif %}"),
]


@pytest.mark.parametrize(("text", "code", "underlined"), IN_A_TEXT, ids=[t for t, *_ in IN_A_TEXT])
def test_in_a_text(text: str, code: str, underlined: str) -> None:
    assert said(NEWS.format(text) + HEAD + "  send news by email\n") == [(code, underlined)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ entry.product }} {{ entry.time | date: '%d' }} {{ campaign.name }}",
        "{% if customer.name %}{{ customer.name }}{% else %}you{% endif %}",
        "{% assign who = customer.name | default: 'you' %}{{ who }}",
        "{% raw %}{{ anything }}{% endraw %}",
        "{{ customer.email }}",
    ],
)
def test_a_text_that_is_right(text: str) -> None:
    assert said(NEWS.format(text) + HEAD + "  send news by email\n") == []


def test_a_variable_on_the_second_line_and_in_a_subject() -> None:
    text = (
        'message news\n  email subject "{{ custmer.name }}"\n    """\n    One\n'
        '      two {{ custmer.city }}\n    """\n\n' + HEAD + "  send news by email\n"
    )
    assert said(text) == [("E0409", "custmer.name"), ("E0409", "custmer.city")]


def test_a_variable_in_a_file_is_reported_where_the_file_is_named() -> None:
    text = f'message news\n  email subject "n"\n    file "a.html"\n\n{HEAD}  send news by email\n'
    texts = {"a.html": "<p>\n{{ customer.nmae }}</p>"}
    assert said(text, texts=texts) == [("E0409", '"a.html"')]
    assert "line 2 of `a.html`" in findings(text, texts=texts)[0].title
    assert said(text) == [("E0411", '"a.html"')]


def test_entry_is_looked_up_in_every_campaign_that_sends() -> None:
    text = NEWS.format("{{ entry.amount }}") + HEAD + "  send news by email\n"
    assert said(text) == [("E0409", "entry.amount")]
    assert said(text.replace("on cart_add", "on purchase").replace("goal purchase", "goal cart_add")
                ) == []  # fmt: skip


def test_the_way_round_a_circle_is_shown() -> None:
    text = "segment one\n  in two\n\nsegment two\n  in three\n\nsegment three\n  not in one\n"
    (found,) = findings(text)
    assert found.code == "E0205"
    assert "`one` → `two` → `three` → `one`" in found.title
    assert [label.text for label in found.labels] == ["then here at `three`", "then here at `one`"]


def test_a_trait_across_a_segment_that_looks_at_it_is_a_circle() -> None:
    text = "trait share = revenue / average of revenue across big\n\nsegment big\n  share > 1\n"
    assert [code for code, _ in said(text)] == ["E0205"]


def test_an_unknown_name_is_reported_once_and_its_uses_are_not() -> None:
    text = (
        "trait spent = sum of purchase.amont\n\nsegment s\n  spent > 3\n  in t\n\n"
        "segment t\n  spent + 1 > average of spent across everyone\n"
    )
    assert said(text) == [("E0201", "amont")]


def test_what_is_not_built_is_reported_once_and_its_uses_are_not() -> None:
    text = "recommend vip\n  3 products\n\nsegment s\n  in vip\n"
    assert [code for code, _ in said(text)] == ["E0501"]


def test_a_line_that_cannot_be_read_hides_nothing_and_makes_nothing_missing() -> None:
    text = (
        "campaign c\n  enter on cart_add\n    once\n  goal purchase wthin 7 days\n\n"
        "  send hello by emial\n"
    )
    assert said(text) == [("E0101", "wthin"), ("E0201", "emial")]


def test_several_mistakes_give_as_many_messages() -> None:
    text = (
        'segment a\n  ciy = "x"\n  has purchse\n\nsegment b\n  tier = "bronze"\n\n'
        + HEAD + "  send hallo by email\n  wait 1 month\n"
    )  # fmt: skip
    assert [code for code, _ in said(text)] == ["E0201", "E0201", "E0302", "E0201", "E0308"]


def test_names_are_declared_once_over_all_files() -> None:
    assert said("segment orders\n  city is known\n") == [("E0202", "orders")]
    assert said("channel email\n  to email\n") == [("E0202", "email")]


TEST = 'test "t"\n  customer ann with wants_sms yes, tier "gold"\n'

IN_A_TEST = [
    (TEST.replace("tier", "teir") + "  until 2026-01-01 10:00\n  expect no message to ann\n",
     "E0201", "teir"),
    (TEST.replace("gold", "golden") + "  until 2026-01-01 10:00\n  expect no message to ann\n",
     "E0302", '"golden"'),
    (TEST.replace("yes", '"yes"') + "  until 2026-01-01 10:00\n  expect no message to ann\n",
     "E0312", '"yes"'),
    (TEST + "  at 2026-01-01 10:00 ann does purchase with amount \"x\"\n  expect hello to ann\n",
     "E0312", '"x"'),
    (TEST + "  at 2026-01-01 10:00 bob does purchase\n  expect hello to ann\n"
     "  until 2026-01-01 10:00\n", "E0601", "bob"),
    (TEST + "  expect hello to ann\n", "E0602", '"t"'),
    (TEST + "  until 2026-01-01 10:00\n", "E0604", '"t"'),
    (TEST + "  until 2026-01-01 10:00\n  expect ann reached nothing\n", "E0201", "nothing"),
    (TEST + "  until 2026-01-01 10:00\n  expect ann in loyl\n", "E0201", "loyl"),
    (TEST + "  until 2026-01-01 10:00\n  expect ann is kind \"fwe\"\n", "E0302", '"fwe"'),
    (TEST + "  until 2026-01-01 10:00\n  force a.b for ann\n  expect no message to ann\n",
     "E0201", "a"),
    (TEST + "  until 2026-01-01 10:00\n  expect ann left because \"x\"\n", "E0605", '"x"'),
    (TEST + "  until 2026-01-01 10:00\n  fail smss for ann\n  expect no message to ann\n",
     "E0201", "smss"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "underlined"), IN_A_TEST, ids=[f"{c}-{u}" for _, c, u in IN_A_TEST]
)
def test_in_a_test(text: str, code: str, underlined: str) -> None:
    assert said(text) == [(code, underlined)]


LIST = 'list vip "The best" from "vip.csv"\n'
WITH_A_LIST = [
    ("segment s\n  vip\n", "E0204", "vip", "write `in vip`"),
    ("segment s\n  has vip\n", "E0204", "vip", "for who is in it write `in vip`"),
    ("segment s\n  in vup\n", "E0201", "vup", "did you mean `vip`?"),
    ("segment s\n  customer.vip\n", "E0204", "customer.vip", "write `in vip`"),
    ("segment s\n  has purchase where in vip\n", "E0306", "in vip",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("trait vip = orders\n", "E0202", "vip", "keep one of them, or choose another name"),
    ("campaign c\n  enter on cart_add\n    once\n\n  add to vip\n", "E0430", "vip",
     "declare it `list vip, kept`, or change the file"),
    ('test "t"\n  customer a with vip 3\n  until 2026-01-02 00:00\n  expect a in vip\n',
     "E0312", "3", "for instance `yes`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "underlined", "help"), WITH_A_LIST)
def test_with_a_list(text: str, code: str, underlined: str, help: str) -> None:
    whole = text if text.startswith("list") else LIST + text
    assert said(whole) == [(code, underlined)]
    assert findings(whole)[0].help == help


def test_a_list_stands_wherever_a_segment_does() -> None:
    assert said(
        LIST + "segment s\n  in vip\n  revenue > average of revenue across vip\n"
        'test "t"\n  customer a with vip yes\n  customer b\n'
        "  at 2026-01-01 00:00 b is vip yes\n  expect a in vip\n  expect b not in vip\n"
    ) == []


RECORD = """record booking from shop.bookings
  id        from booking_id
  customer  from customer_id
  state     one of "booked", "cancelled"
  guests    number
  starts    time

segment guests_of_ours
  has booking

"""
WITH_A_RECORD = [
    ("has booking in last 7 days", "E0320", "in last 7 days",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("count of booking since 2026-01-01 > 3", "E0320", "since 2026-01-01",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("last booking.state = \"booked\"", "E0320", "last booking.state",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("first booking in last 7 days", "E0320", "first booking",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("most frequent booking.state = \"booked\"", "E0320", "most frequent booking.state",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("median gap of booking > 3", "E0320", "median gap of booking",
     "ask for it as it stands: `has booking where starts in last 7 days`"),
    ("has booking where place = \"x\"", "E0201", "place",
     "there are `state`, `guests`, `starts`"),
    ("has booking where time in last 3 days", "E0201", "time",
     "there are `state`, `guests`, `starts`"),
    ("has booking where city = \"Seoul\"", "E0201", "city",
     "for the field of the customer write `customer.city`"),
    ("has booking where state = \"boked\"", "E0302", '"boked"', "did you mean `booked`?"),
    ("has booking where has purchase", "E0306", "has purchase",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("has purchase where has booking", "E0306", "has booking",
     "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
     "a line of its own"),
    ("booking.guests > 3", "E0204", "booking.guests", "write `has booking where guests …`"),
    ("booking > 3", "E0204", "booking", "write `has booking` or `count of booking`"),
    ("in booking", "E0204", "booking", "behind `in` stands a segment, or texts in parentheses"),
    ("sum of booking > 3", "E0310", "booking", "for instance `sum of booking.guests`"),
    ("count of booking.state > 3", "E0310", "booking.state",
     "write `count of booking` or `count of distinct booking.state`"),
    ("average of booking.state > 3", "E0303", "booking.state",
     "`count of distinct` and `most frequent` take everything"),
    ("has purchase followed by booking within 1 day", "E0204", "booking",
     "it stands, and does not happen: ask for it with `has booking`, `count of booking`"),
    ("has booking followed by purchase within 1 day", "E0204", "booking",
     "it stands, and does not happen: ask for it with `has booking`, `count of booking`"),
    ("has boking", "E0201", "boking", "did you mean `booking`?"),
    ("count of boking > 1", "E0201", "boking", "did you mean `booking`?"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "underlined", "help"), WITH_A_RECORD)
def test_with_a_record(line: str, code: str, underlined: str, help: str) -> None:
    text = f"{RECORD}segment s\n  {line}\n"
    assert said(text) == [(code, underlined)]
    assert findings(text)[0].help == help


OF_RECORDS = [
    ("record b from t\n  customer from c\n", ["E0211"], "add a line such as `id from booking_id`"),
    ("record b from t\n  id from i\n", ["E0211"], "add a line such as `customer from customer_id`"),
    ("record b from t\n  id from i\n  customer from c\n  time from x\n", ["E0211"],
     "for a field write its type: `time text`"),
    ("record b from t\n  id from i\n  customer from c\n  a text\n  a number\n", ["E0202"],
     "keep one of them, or choose another name"),
    ("record orders from t\n  id from i\n  customer from c\n", ["E0202"],
     "keep one of them, or choose another name"),
    ("products from t\n  name text\n", ["E0211"], "add a line such as `key from product_id`"),
    ("products from t\n  key from k\nproducts from u\n  key from k\n", ["E0202"],
     "move what stands under it to the one above, and delete this line"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes", "help"), OF_RECORDS)
def test_records_and_products(text: str, codes: list[str], help: str) -> None:
    found = [each for each in findings(text) if each.code != "W0101"]
    assert [each.code for each in found] == codes
    assert found[0].help == help


def test_a_record_that_nothing_looks_at() -> None:
    text = "record pet from t\n  id from i\n  customer from c\n"
    assert said(text) == [("W0101", "pet")]


IN_A_TEST = [
    ("booking b of ann", "E0601", "ann"),
    ("boking b of minji", "E0201", "boking"),
    ("purchase b of minji", "E0201", "purchase"),
    ("booking minji of minji", "E0202", "minji"),
    ("booking a of minji\n  booking a of minji", "E0202", "a"),
    ("booking b of minji with stat \"booked\"", "E0201", "stat"),
    ("booking b of minji with state \"odd\"", "E0302", '"odd"'),
    ("booking b of minji\n  at 2026-01-01 00:00 b is guests \"x\"", "E0312", '"x"'),
    ("at 2026-01-01 00:00 b is guests 3", "E0601", "b"),
    ("booking b of minji\n  at 2026-01-01 00:00 b does purchase", "E0601", "b"),
]


@pytest.mark.parametrize(("line", "code", "underlined"), IN_A_TEST)
def test_records_in_a_test(line: str, code: str, underlined: str) -> None:
    text = (
        f'{RECORD}test "t"\n  customer minji\n  {line}\n  until 2026-01-02 00:00\n'
        "  expect minji in guests_of_ours\n"
    )
    assert said(text) == [(code, underlined)]


@pytest.mark.parametrize("line", [
    "enter on booking", "leave on booking", "wait for booking, at most 1 day",
])  # fmt: skip
def test_a_record_does_not_happen(line: str) -> None:
    head = HEAD.replace("enter on cart_add", line) if line.startswith("enter") else HEAD
    text = RECORD + head + ("" if line.startswith("enter") else f"  {line}\n")
    assert ("E0204", "booking") in said(text)
