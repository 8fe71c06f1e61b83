"""Every code's bad example gives that code and no other, and its good example gives nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import compiler
from compiler.check import check
from compiler.codes import BASE, CODES, Code
from dsl.parse import parse_text


def found(code: Code, text: str) -> set[str]:
    sources = {"example.campaign": text} if code.alone else {"a.campaign": BASE, "b.campaign": text}
    parsed = [parse_text(path, text) for path, text in sources.items()]
    checked = check([each.file for each in parsed], code.files)
    every = [finding for each in parsed for finding in each.diagnostics]
    return {finding.code for finding in (*every, *checked.diagnostics)}


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_examples_are_what_they_say(code: Code) -> None:
    assert found(code, code.bad) == {code.code}
    assert found(code, code.good) == set()


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_every_code_says_why_and_has_a_name(code: Code) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
    assert code.why.endswith(".")


def test_names_are_unique() -> None:
    assert len({code.name for code in CODES.values()}) == len(CODES)


def test_every_code_that_is_used_is_in_the_catalogue_and_the_other_way_round() -> None:
    folder = Path(compiler.__file__).parent
    files = [path for part in ("*.py", "meaning/*.py", "checks/*.py") for path in folder.glob(part)]
    used = {
        code
        for path in files
        for code in re.findall(r'"([EW]0[2-9]\d\d|W01\d\d)", [a-z_]', path.read_text())
    }
    called = {
        code
        for path in files
        for code in re.findall(r'(?:add|_finding)\(\s*"([EW]\d{4})"', path.read_text())
    }
    assert used | called == set(CODES)
