"""Whatever is fixed: once is enough, no less can be read afterwards, and errors become no more."""

from __future__ import annotations

import random
import re

import pytest

from compiler.check import check
from compiler.codes import BASE
from compiler.fixing import fixed
from dsl.diagnostics import Severity
from dsl.parse import parse_text
from dsl.source import Source
from tests.damages.damage import some_damage
from tests.properties.test_parser import WHOLE
from tests.seeds import seeds

SLIPS: tuple[tuple[str, str], ...] = (
    (r" = ", " == "), (r" and ", " && "), (r" or ", " || "), (r'"([^"\n{]*)"', r"“\1”"),
    (r'"([^"\n{]*)"', r"'\1'"), (r" >= ", " ≥ "), (r"^  (?=\w)", "  - "), (r"^  ", "\t"),
    (r"(\d+) days?", r"\1d"), (r"(\d\d):00", r"\1.00"), (r"(\d{4})-(\d\d)-(\d\d)", r"\1/\2/\3"),
    (r" (?=\w)", "\u00a0"), (r"(\d+)%", r"\1 %"), (r"(?<=\w)$", ";"), (r"#", "//"),
    (r" in last ", " in the last "), (r"(?<=[a-z])_(?=[a-z])", "-"), (r"\(", "["),
    (r"\btext\b", "string"), (r" and ", " AND "), (r"until Monday", "until monday"),
)  # fmt: skip
"""What people type or paste, for what stands in a right file."""

SMALL = """# what is known
customers from t
  key        from id
  city       text
  signed_up  time
  email      email
  is_vip     yes/no

event purchase from orders
  customer  from id
  time      from at

segment good  # who
  is_vip and city = "Seoul" and signed_up since 2026-01-31
  (count of purchase in last 30 days) >= 3 or in top 10% by city_rank
  has purchase in last 14 days

trait city_rank = count of purchase

policy
  timezone "UTC"

channel email
  to email

campaign none_at_all
  enter every Monday at 09:00 for good
  goal purchase within 3 days

  wait until Monday at 10:00
"""


def slipped(text: str, generator: random.Random, how_many: int) -> str:
    """The text with some of these slips, each somewhere or everywhere."""
    for _ in range(how_many):
        right, wrong = generator.choice(SLIPS)
        places = list(re.finditer(right, text, re.MULTILINE))
        chosen = places if generator.random() < 0.3 else places and [generator.choice(places)]
        for place in reversed(chosen):
            text = text[: place.start()] + place.expand(wrong) + text[place.end() :]
    return text


def fix(text: str) -> str:
    return fixed({"a": Source("a", text)}, {}, ["a"]).sources["a"].text


def unread(text: str) -> int:
    return len(parse_text("a", text).diagnostics)


def errors(text: str) -> int:
    found = check([parse_text("a", text).file], {}).diagnostics
    return sum(each.severity is Severity.ERROR for each in found)


def look(text: str) -> str:
    """Fixes a text and looks whether all is well with that."""
    once = fix(text)
    assert fix(once) == once
    assert unread(once) <= unread(text)
    if not unread(text):
        assert errors(once) <= errors(text)
    return once


@pytest.mark.parametrize("seed", seeds(0, 4, of=120))
def test_slips_in_a_right_project(seed: int) -> None:
    generator = random.Random(seed)
    text = slipped(BASE, generator, generator.randint(1, 4))
    assert unread(look(text)) <= unread(text)


@pytest.mark.parametrize("seed", seeds(0, 2, of=60))
def test_slips_beside_damages(seed: int) -> None:
    generator = random.Random(seed)
    look(slipped(some_damage(WHOLE, generator), generator, 3))


@pytest.mark.parametrize(("right", "wrong"), SLIPS, ids=[wrong for _, wrong in SLIPS])
def test_one_kind_of_slip_everywhere_is_put_right(right: str, wrong: str) -> None:
    text = re.sub(right, wrong, SMALL, flags=re.MULTILINE)
    assert text != SMALL
    assert unread(look(text)) == 0
