"""What `law "KR"` asks of advertising, text by text."""

from __future__ import annotations

from datetime import time

import pytest

from compiler.codes import BASE
from compiler.model.declarations import Quiet
from tests.compiler.asking import findings, project

KNOWN = BASE.split("message hello")[0].replace(
    '  timezone "Europe/London"\n', '  timezone "Asia/Seoul"\n  law "KR"\n'
)
MESSAGE = '''message news{service}
  {head}
    """
    {text}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by {channel}
'''
RIGHT = "(광고) What is new. 무료수신거부 080-000-0000"


def told(text: str, *, head: str = "sms", service: bool = False) -> list[str]:
    message = MESSAGE.format(service="\n  for service" if service else "", head=head, text=text,
                             channel=head.split()[0])  # fmt: skip
    return [each.code for each in findings(message, base=KNOWN) if each.code.startswith("E")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (RIGHT, []),
        ("(광고)What is new. 수신 거부: 080-000-0000", []),
        (RIGHT.replace("(광고)", "[광고]"), ["E0451"]),
        (RIGHT.replace("(광고)", "(광 고)"), ["E0451"]),
        (RIGHT.replace("(광고)", "(대출광고)"), ["E0451"]),
        (RIGHT.replace("(광고)", "(AD)"), ["E0451"]),
        (f"Hello! {RIGHT}", ["E0451"]),
        (f'{{% if customer.city %}}Hello{{% endif %}} {RIGHT}', ["E0451"]),
        ("(광고) What is new.", ["E0452"]),
        ("What is new.", ["E0451", "E0452"]),
    ],
)  # fmt: skip
def test_label_and_refusal_in_a_text(text: str, found: list[str]) -> None:
    assert sorted(told(text)) == found


def test_a_mail_is_labelled_in_its_subject() -> None:
    assert told("What is new. 수신거부", head='email subject "(광고) News"') == []
    assert told(RIGHT, head='email subject "News"') == ["E0451"]


def test_what_is_for_service_is_free_of_it_and_not_labelled() -> None:
    assert told("Your parcel is on its way.", service=True) == []
    assert told("[광고] Your parcel is on its way.", service=True) == ["E0454"]


def test_the_edit_puts_the_label_first() -> None:
    message = MESSAGE.format(service="", head="sms", text=RIGHT.removeprefix("(광고) "),
                             channel="sms")  # fmt: skip
    (found,) = findings(message, base=KNOWN)
    assert found.edit is not None
    edit = found.edit
    mended = message[: edit.span.start] + edit.text + message[edit.span.end :]
    assert [each for each in findings(mended, base=KNOWN) if each.span.path == "file"] == []


def test_nights_are_quiet_but_for_mail() -> None:
    message = MESSAGE.format(service="", head="sms", text=RIGHT, channel="sms")
    made = project(message, base=KNOWN)
    assert made.channels["sms"].night == (Quiet(time(21), time(8)),)
    assert made.channels["email"].night == ()
    assert made.channels["sms"].heeds(service=True) == ()
