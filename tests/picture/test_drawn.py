"""What the pictures look like: nothing overlaps, everything is on the sheet and can be read."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from compiler.picture.drawing import Box, Chip
from compiler.picture.journey import every
from compiler.picture.laying import laid
from compiler.picture.lettering import balanced, width, wrapped
from compiler.picture.lines import lines
from compiler.picture.mermaid import mermaid
from compiler.picture.svg import svg
from tests.picture.journeys import drawn, each, everything, loaded

SVG = "{http://www.w3.org/2000/svg}"


def test_boxes_and_words_do_not_overlap_and_lie_on_the_sheet() -> None:
    for campaign, journey in each():
        drawing = laid(journey)
        found = [shape for shape in drawing.shapes if isinstance(shape, Box | Chip)]
        for one, other in combinations(found, 2):
            beside = abs(one.x - other.x) >= (one.width + other.width) / 2
            below = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or below, (campaign.name, one, other)
        for shape in found:
            assert shape.x - shape.width / 2 >= -0.01, campaign.name
            assert shape.x + shape.width / 2 <= drawing.width + 0.01, campaign.name
            assert shape.y + shape.height <= drawing.height + 0.01, campaign.name


def test_svg_is_well_formed_and_has_every_stop_with_its_line() -> None:
    for campaign, journey in each():
        root = ElementTree.fromstring(svg(journey))
        shown = [group.get("data-line") for group in root.iter(f"{SVG}g") if group.get("data-line")]
        stops = [journey.entry, *every(journey.stops)]
        stops += [stop for parting in journey.partings for stop in every(parting)]
        assert sorted(shown, key=str) == sorted((str(stop.line) for stop in stops), key=str)
        assert root.find(f"{SVG}title") is not None, campaign.name


def test_who_stands_at_a_step_is_counted_over_all_its_passes() -> None:
    _, journey = everything()
    counts = {"1.1.1": 700, "1.3.1": 800, "elsewhere": 5}
    assert ">1,500</text>" in svg(journey, counts)
    assert "1,500 here" in mermaid(journey, counts)
    assert any(line.endswith("[1,500 here]") for line in lines(journey, counts))
    assert " here<" not in mermaid(journey)


def test_many_arms_of_one_step_stand_in_one_box() -> None:
    arms = "".join(f"    arm_{n}\n      send hello by email\n" for n in range(7))
    head = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"
    journey = drawn(loaded(f"{head}  split s\n{arms}"), "c")
    boxes = [shape for shape in laid(journey).shapes if isinstance(shape, Box)]
    assert [len(box.rows) for box in boxes] == [0, 7]
    assert svg(journey).count("14.3%") == 7


def test_text_is_broken_where_it_does_not_fit() -> None:
    assert wrapped("one two three", 14, 60) == ("one two", "three")
    assert all(width(line, 14) <= 60 for line in wrapped("Donaudampfschiff" * 3, 14, 60))
    assert "".join(wrapped("장바구니에 담아두신 상품이", 14, 60)).replace(" ", "") == \
        "장바구니에담아두신상품이"  # fmt: skip
    assert wrapped("", 14, 60) == ()


def test_lines_of_a_box_are_about_as_long() -> None:
    assert wrapped("one two three four", 14, 100) == ("one two three", "four")
    assert balanced("one two three four", 14, 100) == ("one two", "three four")
    assert balanced("one", 14, 100) == ("one",)


def test_a_png_is_one() -> None:
    resvg = pytest.importorskip("resvg_py")
    _, journey = everything()
    picture = bytes(resvg.svg_to_bytes(svg_string=svg(journey)))
    assert picture.startswith(b"\x89PNG")


def test_mermaid_links_only_what_it_declares_and_escapes_what_it_quotes() -> None:
    for campaign, journey in each():
        text = mermaid(journey)
        declared = set(re.findall(r"^ +(n\d+)[\[({]", text, re.M))
        linked = set(re.findall(r"(n\d+) -->(?:\|\"[^\"]*\"\|)? (n\d+)$", text, re.M))
        assert {name for pair in linked for name in pair} <= declared, campaign.name
        assert {after for _, after in linked} >= declared - {"n1"} - _first(text), campaign.name
    assert "#quot;Yes#quot; #amp; no #lt;3" in mermaid(everything()[1])


def _first(text: str) -> set[str]:
    """What nothing leads to: where those begin who leave."""
    return set(re.findall(r"(n\d+)\S.*:::is_out", text))


def test_lines_for_the_terminal() -> None:
    assert "\n".join(lines(everything()[1])) == """\
all_of_it: Every step there is
  goal  bought: purchase within 3 days, target 60%

▶ enter on cart_add where total >= 10
  again after 7 days
↻ repeat up to 3 times, every 2 days
┊ ● send hello by email, else sms
┊ ◇ if wants_email
┊ ├─ yes
┊ │  ◷ wait 1 hour as rested
┊ └─ no
◷ until purchase where amount > 10, at most 5 days
┊ ◷ wait 8 days
├─ purchase
│  ■ leave "bought"
├─ after 5 days
│  ● send hello by email
└─ ended by itself
◷ wait for the first of, at most 3 days
├─ purchase
│  ◇ split deep
│  ├─ one 20%
│  │  ● send hello by email
│  ├─ two 40%
│  │  ● send hello by sms
│  └─ three 40%
│     ◷ wait until 18:00
├─ cart_add where total > 5
│  ■ leave "again"
└─ none within 3 days
◷ unless purchase within 1 day
├─ not within 1 day
│  ● send gentle by email  “Do you still think of it? "Yes" & no <3”
└─ purchase

▶ leave on purchase
● send gentle to desk  “Do you still think of it? "Yes" & no <3”"""
