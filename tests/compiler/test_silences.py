"""Warnings are silenced on their line, with a reason, and no further than that."""

from __future__ import annotations

import pytest

from compiler.check import check
from compiler.codes import BASE
from dsl.diagnostics import Diagnostic
from dsl.parse import parse_text
from dsl.printer import format_source
from dsl.source import Source
from tests.compiler.asking import findings, said

HEAD = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"
ALLOW = "# segue: allow unreachable-step because it comes back in May"
DEAD = f'{HEAD}  leave "x"\n  send receipt by email\n'


def behind(comment: str) -> str:
    """The step that nobody reaches, with a comment behind it."""
    return DEAD[:-1] + f"  {comment}\n"


def above(comment: str) -> str:
    return DEAD.replace("  send receipt", f"  {comment}\n  send receipt")


def silent(text: str) -> tuple[Diagnostic, ...]:
    files = [parse_text("base", BASE).file, parse_text("file", text).file]
    return check(files, {}).silent


@pytest.mark.parametrize("text", [behind(ALLOW), above(ALLOW), above(f"# May\n  {ALLOW}\n  # x\n")])
def test_behind_a_line_or_above_it(text: str) -> None:
    assert [code for code, _ in said(DEAD)] == ["W0103"]
    assert said(text) == []
    assert [each.code for each in silent(text)] == ["W0103"]


def test_another_line_still_speaks() -> None:
    text = DEAD.replace('  leave "x"\n', f'  leave "x"  {ALLOW}\n')
    assert [code for code, _ in said(text)] == ["W0205", "W0103"]


def test_another_check_still_speaks() -> None:
    assert [code for code, _ in said(behind(ALLOW.replace("unreachable-step", "unused")))] == [
        "W0103", "W0205",
    ]  # fmt: skip


TEXT = '"""\n    Hi {{ customer.name }} of {{ customer.city }}\n    """'
NAME = "# segue: allow variable-without-default because they all have one"


@pytest.mark.parametrize(
    "variant",
    [
        f"  sms  {NAME}\n    {TEXT}\n", f"  {NAME}\n  sms\n    {TEXT}\n",
        f"  sms\n    {NAME}\n    {TEXT}\n", f'  email subject "x"  {NAME}\n    {TEXT}\n',
    ],
)  # fmt: skip
def test_a_text_is_silenced_where_its_channel_stands(variant: str) -> None:
    way = "email" if "email" in variant else "sms"
    text = f"message m\n{variant}\n{HEAD}  send m by {way}\n"
    assert said(text) == []
    assert len(silent(text)) == 2


WRITTEN = [
    ("# segue: allow unreachable-step", "W0201", "because …`, and why"),
    ("# segue: allow unreachable-step because", "W0201", "because …`, and why"),
    ("# segue: allow unreachable-step because …", "W0201", "because …`, and why"),
    ("# segue: allow unreachable-step - until May", "W0201", "because until May`"),
    ("#Segue allow unreachable-step", "W0201", "because …`, and why"),
    ("# segue: allow unreachable-stp because of May", "W0203", "write `unreachable-step`"),
    ("# segue: allow unreachable_step because of May", "W0203", "write `unreachable-step`"),
    ("# segue: allow unreachable because of May", "W0203", "write `unreachable-step`"),
    ("# segue: allow W0103 because of May", "W0203", "write `unreachable-step`"),
]


@pytest.mark.parametrize(("comment", "code", "help"), WRITTEN, ids=[each[0] for each in WRITTEN])
def test_a_silence_that_can_be_understood_is_one_finding(
    comment: str, code: str, help: str
) -> None:
    (only,) = findings(behind(comment))
    assert only.code == code
    assert only.help.endswith(help)


UNREAD = [
    ("# segue: ignore unreachable-step", "W0202"),
    ("# segue ignore unreachable-step", "W0202"),
    ("# segue:", "W0202"),
    ("# segue: allow unreachable-step, unused because of May", "W0202"),
    ("# segue: allow everything because of May", "W0203"),
    ("# segue: allow unknown-name because of May", "W0204"),
    ("# segue: allow unused-silence because of May", "W0204"),
    ("# segue: allow unused because of May", "W0205"),
]


@pytest.mark.parametrize(("comment", "code"), UNREAD, ids=[each[0] for each in UNREAD])
def test_a_silence_that_silences_nothing_is_said(comment: str, code: str) -> None:
    assert sorted(each for each, _ in said(behind(comment))) == sorted(["W0103", code])


@pytest.mark.parametrize("comment", ["# segue is our tool", "# the segue: a song", "# seguex: y"])
def test_other_comments_are_comments(comment: str) -> None:
    assert [code for code, _ in said(behind(comment))] == ["W0103"]


def test_an_error_stays() -> None:
    wrong = "segment s\n  has purchse  # segue: allow unknown-name because it comes\n"
    assert sorted(code for code, _ in said(wrong)) == ["E0201", "W0204"]


def test_what_an_error_elsewhere_hides_is_not_said_to_be_silenced_for_nothing() -> None:
    unused = "# segue: allow unused because it is for later\nmessage later\n  sms\n"
    text = unused + '    """\n    Hi\n    """\n'
    assert said(text) == []
    assert [code for code, _ in said(text + "\nsegment s\n  has purchse\n")] == ["E0201"]
    assert [code for code, _ in said(text + "\nsegment s\n  has purchase puchase\n")] == ["E0101"]


@pytest.mark.parametrize("place", ["{0}\n" + DEAD, DEAD + "\n{0}\n", DEAD + "  {0}\n"])
def test_where_no_line_is_meant_it_silences_nothing(place: str) -> None:
    assert sorted(code for code, _ in said(place.format(ALLOW))) == ["W0103", "W0205"]


@pytest.mark.parametrize("text", [behind(ALLOW), above(ALLOW), behind(ALLOW.replace("# ", "#"))])
def test_the_edit_of_an_unused_one_takes_it_out(text: str) -> None:
    alive = text.replace('  leave "x"\n', "")
    (only,) = findings(alive)
    assert only.edit is not None
    start, end = only.edit.span.start, only.edit.span.end
    assert alive[:start] + only.edit.text + alive[end:] == DEAD.replace('  leave "x"\n', "")


LAID_OUT = [
    behind(ALLOW), above(ALLOW), behind(ALLOW + "  "),
    f"customers  from t\n  key from k  {ALLOW}\n  {ALLOW}\n  a_long_name   text\n",
    f"{HEAD}  if a and  # x\n      b  {ALLOW}\n    wait  1 day\n",
    f"{HEAD}  wait for purchase, at most 2 days  {ALLOW}\n  else\n    wait 1 day\n",
]  # fmt: skip


@pytest.mark.parametrize("text", LAID_OUT)
def test_a_silence_keeps_to_its_line_in_the_one_layout(text: str) -> None:
    assert covered(format_source(Source("file", text))) == covered(text)


def covered(text: str) -> list[list[str]]:
    """The first word of each line that a silence of the file is about, and how many there are."""
    return [
        [text[line.start : line.end].split()[0].replace("unless", "wait") for line in each.lines]
        for each in parse_text("file", text).file.silences
    ]
