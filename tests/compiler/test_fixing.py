"""What has one right way to be written is written so, and nothing else is touched."""

from __future__ import annotations

import pytest

from compiler.codes import BASE
from compiler.fixing import Fixed, fixed
from dsl.source import Source
from tests.compiler.asking import said

HEAD = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"


def fix(text: str, only: tuple[str, ...] = ("file",)) -> Fixed:
    return fixed({"base": Source("base", BASE), "file": Source("file", text)}, {}, only)


def after(text: str) -> str:
    return fix(text).sources["file"].text


LINES = [
    ('city == "Seoul" && wants_email', 'city = "Seoul" and wants_email'),
    ("city = “Seoul”", 'city = "Seoul"'),
    ("city = 'Seoul'", 'city = "Seoul"'),
    ("orders\u00a0≥ ３", "orders >= 3"),
    ("orders > 1,000", "orders > 1_000"),
    ("has purchase in last 30d", "has purchase in last 30 days"),
    ("signed_up since 2026/1/31", "signed_up since 2026-01-31"),
    ("signed_up since 31.01.2026", "signed_up since 2026-01-31"),
    ("in loyal And wants_sms", "in loyal and wants_sms"),
    ("city equals \"Seoul\"", 'city = "Seoul"'),
    ("wants_email = yes", "wants_email"),
    ("wants_email = no or in loyal", "not wants_email or in loyal"),
    ("- in loyal", "in loyal"),
    ("• in loyal", "in loyal"),
    ("customer.city = \"Seoul\"", 'city = "Seoul"'),
    ("has purchase where purchase.amount > 3", "has purchase where amount > 3"),
    ("loyal and wants_email", "in loyal and wants_email"),
    ("in loyal  // the good ones", "in loyal  # the good ones"),
]


@pytest.mark.parametrize(("typed", "right"), LINES, ids=[typed for typed, _ in LINES])
def test_a_line_of_a_segment(typed: str, right: str) -> None:
    assert after(f"segment s\n  {typed}\n") == f"segment s\n  {right}\n"


LEFT = [
    "has purchse", "city = Seoul", "city = \"Seoul\" xor vip", "signed_up since 02/03/2026",
    "city in (1,000)", "city = 'a \"b\"'", "tier = \"golden\"",
    "loyal = 3", "orders — 3", "wait 2", "joined loyal in last 7",
]  # fmt: skip


@pytest.mark.parametrize("typed", LEFT)
def test_what_may_be_meant_in_several_ways_is_left(typed: str) -> None:
    text = f"segment s\n  {typed}\n"
    assert after(text) == text


def test_steps_and_their_times() -> None:
    typed = HEAD + "\twait until 9pm\n\tsend hello by email;\n"
    assert after(typed) == HEAD + "  wait until 21:00\n  send hello by email\n"


def test_a_fix_brings_to_light_what_is_behind_it_and_goes_on() -> None:
    done = fix("segment s\n  customer.city == “Seoul” && ciy = 'x'\n")
    assert done.sources["file"].text == 'segment s\n  city = "Seoul" and ciy = "x"\n'
    assert [each.found.code for each in done.fixes] == [
        "E0113", "E0009", "E0113", "E0113", "E0206",
    ]  # fmt: skip
    assert done.left == 1


def test_other_files_are_not_touched() -> None:
    text = "segment s\n  city == “Seoul”\n"
    done = fix(text, only=("base",))
    assert (done.sources["file"].text, done.fixes, done.left) == (text, (), 0)


def test_silences_are_put_right() -> None:
    steps = '  leave "x"\n  send receipt by email  # segue: allow unreachable because of May\n'
    assert said(after(HEAD + steps)) == []
    alive = HEAD + "  send receipt by email  # segue: allow unused because of May\n"
    assert after(alive) == HEAD + "  send receipt by email\n"


def test_comments_and_bullets_of_a_whole_file() -> None:
    typed = "// one\n// two\nsegment s\n  * in loyal\n  * wants_sms\n\nsegment t\n  1. in s\n"
    right = "# one\n# two\nsegment s\n  in loyal\n  wants_sms\n\nsegment t\n  in s\n"
    assert after(typed) == right


def test_windows_line_ends_stay() -> None:
    assert after("segment s\r\n  orders ≥ 3\r\n") == "segment s\r\n  orders >= 3\r\n"


def test_each_fix_is_told_with_its_line_as_the_file_now_is() -> None:
    typed = "```\nsegment s\n  * in loyal\n\n  * orders ≥ 3\n```\n"
    done = fix(typed)
    assert done.sources["file"].text == "segment s\n  in loyal\n\n  orders >= 3\n"
    told = sorted((each.line, each.before.strip(), each.after) for each in done.fixes)
    assert told == [
        (1, "```", ""), (2, "*", ""), (4, "*", ""), (4, "≥", ">="), (5, "```", ""),
    ]  # fmt: skip


def test_a_colon_behind_a_name_is_taken_out() -> None:
    assert after("segment s: “S”\n  in loyal\n") == 'segment s "S"\n  in loyal\n'
