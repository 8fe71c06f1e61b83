"""What a store knows of a project is told beside what the files say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compiler.editing.symbols import Space, Symbol
from segue.lsp.asking import told
from segue.lsp.stores import sentences
from tests.outside.command.typed import segue

ASLEEP = """
trait spent = sum of purchase.amount

segment well_off
  spent > average of spent across sleeping

campaign asleep
  enter when joining sleeping
    once
  goal purchase within 20 days

  send we_miss_you by email
"""


@pytest.mark.long
def test_who_is_in_a_segment_and_inside_a_campaign(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    assert segue(tmp_path, "init", "shop").code == 0
    assert json.loads(told(shop)) == []
    with (shop / "people.campaign").open("a") as people:
        people.write(ASLEEP)
    assert segue(shop, "apply").code == 0
    assert segue(shop, "run", "--from", "2026-06-01", "--until", "2026-06-08").code == 0
    known = sentences(json.loads(told(shop)), "Europe/London")
    (count, *_) = segue(shop, "count", "sleeping", "--at", "2026-06-08").out.split()
    said = known[Symbol(Space.SHARED, "sleeping")]
    assert f"{count} customers are in it (the store, as of 2026-06-08 00:00)" in said
    assert "average of spent: " in said
    inside = json.loads(segue(shop, "status", "--json").out)["open"]["second_bag"]
    assert known[Symbol(Space.CAMPAIGN, "second_bag")].startswith(f"{inside} customers are inside")
