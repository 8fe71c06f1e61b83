"""What is wrong with dates that let in or are waited for, and with what is said of records."""

from __future__ import annotations

import pytest

from tests.compiler.asking import findings

BOOKING = (
    "record booking from shop.bookings\n  id        from booking_id\n  customer  from customer_id\n"
    "  place     text\n  starts    time\n  born      date, yearly\n\n"
)
ENTRY = BOOKING + "campaign c\n  enter {}\n  goal purchase within 7 days\n\n  send hello by email\n"
OF_BOOKING = (
    BOOKING + "campaign c\n  enter 2 days before booking.starts\n  goal purchase within 7 days\n\n"
    "  {}\n  send hello by email\n"
)
ON_CART = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"

WRONG = [
    ("3 days before birthday", "E0470", "3 days before birthday",
     "write `3 days before birthday at 10:00`"),
    ("3 hours before birthday at 10:00", "E0470", "3 hours before birthday at 10:00",
     "count in days, and say a time: `1 day before birthday at 10:00`"),
    ("3 hours before signed_up at 10:00", "E0470", "3 hours before signed_up at 10:00",
     "leave `at 10:00` out, or count in days"),
    ("3 days before city at 10:00", "E0307", "city", "behind `before` stands a date or a time"),
    ("3 days before orders at 10:00", "E0471", "orders", "name a field of the customers' table"),
    ("3 days before brithday at 10:00", "E0201", "brithday", "did you mean `birthday`?"),
    ("3 months before birthday at 10:00", "E0308", "3 months", "say it in days: `90 days`"),
    ('on birthday at 10:00 in "Seoul"', "E0210", '"Seoul"', "did you mean `Asia/Seoul`?"),
    ("on purchase at 10:00", "E0471", "purchase",
     "write `enter on purchase`, and `wait until 10:00` above its steps"),
    ("3 days before booking.ends", "E0201", "ends", "there are `place`, `starts`, `born`"),
    ("3 days before booking.born", "E0470", "3 days before booking.born",
     "write `3 days before booking.born at 10:00`"),
    ("3 days before booking.place", "E0307", "booking.place",
     "behind `before` stands a date or a time"),
    ("3 days before booking at 10:00", "E0204", "booking",
     "write `has booking` or `count of booking`"),
]  # fmt: skip


def one(text: str) -> tuple[str, str, str]:
    (found,) = findings(text)
    return found.code, text[found.span.start : found.span.end].removeprefix("enter "), found.help


@pytest.mark.parametrize(("around", "code", "place", "help"), WRONG)
def test_what_lets_in_around_no_date(around: str, code: str, place: str, help: str) -> None:
    assert one(ENTRY.format(around)) == (code, place, help)


@pytest.mark.parametrize(
    ("step", "code", "place"),
    [
        ("if entry.starts is known\n    wait 1 day", "E0207", "entry.starts"),
        ("if booking.palce = \"Tea\"\n    wait 1 day", "E0201", "palce"),
        ("wait until 1 day before booking.born", "E0470", "1 day before booking.born"),
        ("wait until 1 day before entry.starts", "E0207", "entry.starts"),
    ],
)  # fmt: skip
def test_what_is_said_of_the_record(step: str, code: str, place: str) -> None:
    assert one(OF_BOOKING.format(step))[:2] == (code, place)


def test_a_record_is_known_where_its_date_lets_in_only() -> None:
    step = "  wait until 1 day before booking.starts\n  send hello by email\n"
    assert one(BOOKING + "segment s\n  has booking\n\n" + ON_CART + step)[:2] == (
        "E0204", "booking.starts"
    )  # fmt: skip
    assert findings(OF_BOOKING.format("if booking.place = \"Tea\"\n    wait 1 day")) == []


MESSAGE = (
    'message soon\n  email subject "Soon"\n    """\n    {{{{ booking.{} }}}}\n    """\n\n'
)


def test_a_message_knows_the_record_of_its_campaign() -> None:
    of_booking = OF_BOOKING.format("send soon by email")
    assert findings(of_booking + "\n" + MESSAGE.format("place")) == []
    (found,) = findings(of_booking + "\n" + MESSAGE.format("palce"))
    assert (found.code, found.help) == ("E0409", "did you mean `booking.place`?")
    text = BOOKING + "segment s\n  has booking\n\n" + MESSAGE.format("place")
    (found,) = findings(text + ON_CART + "  send soon by email\n")
    assert found.code == "E0409"
    assert "is not known in campaign `c`" in found.title


def test_quiet_time_around_a_date_is_said() -> None:
    text = (
        "channel push\n  to phone\n  quiet from 20:00 until 08:00\n\n"
        'message ping\n  push\n    """\n    Ping\n    """\n\ncampaign c\n'
        "  enter 2 days before signed_up at 21:00\n  goal purchase within 7 days\n\n"
        "  send ping by push\n  wait until 1 day after signed_up at 22:00\n    send ping by push\n"
    )
    assert [each.code for each in findings(text)] == ["W0106", "W0106"]
