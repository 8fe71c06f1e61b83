"""The one layout, case by case: what is typed, and what stands there afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl import printer
from dsl.printer import Unsafe, format_source
from dsl.source import Source
from segue.format import _formatted


def formatted(text: str) -> str:
    return format_source(Source("a.campaign", text))


CASES = {
    "fields stand in columns": (
        "customers   from shop.customers\n    key from customer_id\n    signed_up   time\n",
        "customers from shop.customers\n  key        from customer_id\n  signed_up  time\n",
    ),
    "wide letters take two columns": (
        "customers from t\n  key from k\n  이름 text\n  name text\n",
        "customers from t\n  key   from k\n  이름  text\n  name  text\n",
    ),
    "groups stand in columns": (
        "groups g\n  few when orders<=2\n  many_more otherwise\n",
        "groups g\n  few        when orders <= 2\n  many_more  otherwise\n",
    ),
    "signs and words have one space": (
        'segment s\n  ( orders>=3 and city in("a","b") )or revenue/orders > - 5\n',
        'segment s\n  (orders >= 3 and city in ("a", "b")) or revenue / orders > -5\n',
    ),
    "a minus stands with its number": (
        "customers from t\n  key from k\n  points number, else - 5\n",
        "customers from t\n  key     from k\n  points  number, else -5\n",
    ),
    "a minus in a test stands with its number": (
        'test "t"\n  customer minji with points - 5\n',
        'test "t"\n  customer minji with points -5\n',
    ),
    "a minus between values stands apart": (
        "segment s\n  revenue -5 > orders\n", "segment s\n  revenue - 5 > orders\n",
    ),
    "no for not has": ("segment s\n  not (has purchase)\n", "segment s\n  no purchase\n"),
    "no for not has, with a window and a condition": (
        "segment s\n  not (has purchase in last 3 days where amount > 3)\n",
        "segment s\n  no purchase in last 3 days where amount > 3\n",
    ),
    "where would reach further without the parentheses": (
        "segment s\n  not (has purchase where amount > 3) and vip\n",
        "segment s\n  not (has purchase where amount > 3) and vip\n",
    ),
    "no for not has without parentheses": (
        "segment s\n  not has purchase in last 3 days and vip\n",
        "segment s\n  no purchase in last 3 days and vip\n",
    ),
    "not before what is followed stays": (
        "segment s\n  not has a followed by b within 1 hour\n",
        "segment s\n  not has a followed by b within 1 hour\n",
    ),
    "what is unused is not shortened": (
        "segment s\n  not (has unused freeship) and (not has unused freeship  or a)\n",
        "segment s\n  not has unused freeship and (not has unused freeship or a)\n",
    ),
    "an offer": (
        'offer  o "O"\n   coupon  from pool "a"\n   used by  e where c=o.code\n',
        'offer o "O"\n  coupon from pool "a"\n  used by e where c = o.code\n',
    ),
    "not in for not in parentheses": ("segment s\n  not (in big)\n", "segment s\n  not in big\n"),
    "inside of what is rewritten too": (
        "segment s\n  not (has purchase where not (in big))\n",
        "segment s\n  no purchase where not in big\n",
    ),
    "a comment behind what is rewritten": (
        "segment s\n  not (in big) # small\n", "segment s\n  not in big  # small\n",
    ),
    "followed by stays": (
        "segment s\n  not (has a followed by b within 1 hour)\n",
        "segment s\n  not (has a followed by b within 1 hour)\n",
    ),
    "unless for a wait without a block": (
        "campaign c\n  wait for purchase where amount in (1, 2) or vip, at most 2 days\n"
        "  else\n    wait 1 day\n",
        "campaign c\n  unless purchase within 2 days where amount in (1, 2) or vip\n"
        "    wait 1 day\n",
    ),
    "comments around what becomes unless": (
        "campaign c\n  # one\n  wait for purchase, at most 2 days # two\n      # three\n"
        "  # four\n  else # five\n    # six\n    wait 1 day\n",
        "campaign c\n  # one\n  unless purchase within 2 days  # two\n    # three\n"
        "    # four\n    # five\n    # six\n    wait 1 day\n",
    ),
    "a wait with a name keeps it": (
        "campaign c\n  wait for purchase as bought, at most 2 days\n  else\n    wait 1 day\n",
        "campaign c\n  wait for purchase as bought, at most 2 days\n  else\n    wait 1 day\n",
    ),
    "one blank line at most in a block, one between declarations": (
        "segment a\n  x\n\n\n  y\nsegment b\n\n  z\n\n\n\nsegment c\n  z\n",
        "segment a\n  x\n\n  y\n\nsegment b\n  z\n\nsegment c\n  z\n",
    ),
    "traits may stand together or apart": (
        "trait a = count of b\ntrait c = count of d\n\ntrait e = count of f\n",
        "trait a = count of b\ntrait c = count of d\n\ntrait e = count of f\n",
    ),
    "a text moves as a whole": (
        'message m\n sms\n      """\n      Hello\n        you\n\n      bye\n      """\n',
        'message m\n  sms\n    """\n    Hello\n      you\n\n    bye\n    """\n',
    ),
    "comments keep to their line": (
        "# file\n\n# about s\nsegment s # head\n    # first\n    x # x\n\n    # y is\n    y\n"
        "    # end\n# next\nsegment t\n  z\n# last\n",
        "# file\n\n# about s\nsegment s  # head\n  # first\n  x  # x\n\n  # y is\n  y\n"
        "  # end\n\n# next\nsegment t\n  z\n\n# last\n",
    ),
    "a comment below a text": (
        'message m\n  sms\n    """\n    Hello\n    """\n    # below\n  email\n    file "a"\n',
        'message m\n  sms\n    """\n    Hello\n    """\n    # below\n  email\n    file "a"\n',
    ),
    "comments inside of a line move above it": (
        "segment s\n  a and # one\n    # two\n    b # three\n",
        "segment s\n  # one\n  # two\n  a and b  # three\n",
    ),
    "tabs and a missing line end": ("segment s\r\n  a\r\n  b", "segment s\n  a\n  b\n"),
    "what has a mistake stays, what has none does not": (
        "segment  a\n   x ==  3\nsegment  b\n   y\n", "segment  a\n   x ==  3\n\nsegment b\n  y\n",
    ),
    "a block in column 1 stays with its head": (
        "segment  a\nx >  3\ny\n\nsegment b\n   z\n", "segment  a\nx >  3\ny\n\nsegment b\n  z\n",
    ),
    "what begins behind column 1 stays there, whatever else is wrong": (
        "  Friday\ngroups\n\tFriday\n", "  Friday\n\ngroups\n\tFriday\n",
    ),
    "nothing moves between the marks of a conflict": (
        "<<<<<<< HEAD\nsegment  a\n   x\n=======\n>>>>>>> other\n",
        "<<<<<<< HEAD\nsegment  a\n   x\n=======\n>>>>>>> other\n",
    ),
    "what no grammar reads is not joined": (
        "offer o\n  points 1 . 5\n", "offer o\n  points 1 . 5\n",
    ),
    "nothing": ("", ""),
    "blank lines only": ("\n\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_format(name: str) -> None:
    typed, wanted = CASES[name]
    assert formatted(typed) == wanted
    assert formatted(wanted) == wanted


def test_long_lines_are_broken_behind_commas_and_or() -> None:
    names = ", ".join(f'"district number {number}"' for number in range(8))
    once = formatted(f"segment s\n  city in ({names}) and {'vip and ' * 12}loyal\n")
    rows = once.splitlines()
    assert len(rows) > 3
    assert all(len(row) <= 100 for row in rows)
    assert all(row.endswith((",", "and")) for row in rows[1:-1])
    assert all(row.startswith("      ") for row in rows[2:])


def test_a_long_line_of_a_table_is_broken() -> None:
    once = formatted(f"groups g\n  small_ones when {'vip and ' * 14}loyal\n  rest otherwise\n")
    rows = once.splitlines()
    assert rows[1].startswith("  small_ones  when vip")
    assert rows[2].startswith("      vip")
    assert rows[3] == "  rest        otherwise"


def test_a_layout_that_means_something_else_is_never_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printer, "simplify", lambda tokens: list(reversed(tokens)))
    path = tmp_path / "a.campaign"
    path.write_text("segment s\n  orders > revenue\n", "utf-8")
    with pytest.raises(Unsafe):
        formatted(path.read_text("utf-8"))
    with pytest.raises(Exception, match=r"a\.campaign stays as it is"):
        _formatted(path)
