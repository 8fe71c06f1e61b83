"""The pages about findings tell the truth: the bad example is refused with that code alone, the
good one is not."""

from __future__ import annotations

import pytest

from dsl.codes import CODES, Code
from dsl.parse import parse_bytes, parse_text


@pytest.mark.parametrize("code", [x for x in CODES.values() if x.code != "E0001"], ids=str)
def test_the_examples_of_a_code_are_right(code: Code) -> None:
    assert {found.code for found in parse_text("a", code.bad).diagnostics} == {code.code}
    assert parse_text("a", code.good).diagnostics == ()


def test_lines_may_end_as_old_programs_end_them() -> None:
    parsed = parse_bytes("a", b"# first\rsegment s\r  a\r")
    assert parsed.diagnostics == ()
    assert parsed.file == parse_text("a", "# first\nsegment s\n  a\n").file


@pytest.mark.parametrize("data", [b"segment \xff", "segment s".encode("utf-16"), b"\xc3("])
def test_what_is_not_utf8_is_said_once(data: bytes) -> None:
    assert [found.code for found in parse_bytes("a", data).diagnostics] == ["E0001"]


def test_a_byte_order_mark_and_windows_lines_are_skipped() -> None:
    parsed = parse_bytes("a", "\ufeffsegment s\r\n  a\r\n".encode())
    assert parsed.diagnostics == ()
    assert parsed.file == parse_text("a", "segment s\n  a\n").file
