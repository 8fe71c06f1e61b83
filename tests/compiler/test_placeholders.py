"""What customers would read as it stands is said, and what only looks like it is not."""

from __future__ import annotations

import pytest

from tests.compiler.asking import findings

SEND = (
    "\ncampaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"
    "  send m by sms\n"
)


def said(text: str) -> list[str]:
    message = f'message m\n  sms\n    """\n    {text}\n    """\n'
    return [each.help for each in findings(message + SEND) if each.code == "W0109"]


MARKS = [
    ("Hi ${name}", "{{ customer.name }}"), ("Hi {name}", "{{ customer.name }}"),
    ("Hi ${customer.name}", "{{ customer.name }}"), ("Hi [[name]]", "{{ customer.name }}"),
    ("Hi %%name%%", "{{ customer.name }}"), ("Hi %NAME%", "{{ customer.name }}"),
    ("Hi *|NAME|*", "{{ customer.name }}"), ("Hi <<name>>", "{{ customer.name }}"),
    ("{entry.product} is left", "{{ entry.product }}"), ("{고객명}님", "{{ customer.고객명 }}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), MARKS)
def test_a_mark_of_another_program(text: str, right: str) -> None:
    assert said(text) == [f"write `{right}`"]


@pytest.mark.parametrize(
    "text",
    [
        'Hi {{ customer.name | default: "you" }}', "{% if customer.name %}Hi{% endif %}",
        "p {color: red} { margin:0 }", "50% off, 20%", "[KR] [광고] [a]", "(광고) < > <b>x</b>",
        "100%ig, 5%A%", "{ }", "$5 {1}", "a * | b | *", "x << 2 >> y", "{{customer.name|upcase}}",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert said(text) == []
