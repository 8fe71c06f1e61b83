"""The tests in the campaign files prove something: a small change of a campaign fails one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from runtime.loading import load
from runtime.testing import run_test

ROOT = Path(__file__).resolve().parents[2]
SHOP, TEMPLATE = "campaigns/shop", "segue/template"

CHANGES = [
    (SHOP, "cart_rescue", "  wait 1 hour\n", "  wait 2 hours\n"),
    (SHOP, "cart_rescue", "  leave on purchase where cart = entry.cart\n", ""),
    (SHOP, "cart_rescue", "again at once, starting over", "each time"),
    (SHOP, "cart_rescue", "unless clicked any message", "unless opened any message"),
    (SHOP, "channels", "  quiet from 21:00 until 08:00\n", ""),
    (SHOP, "welcome", "at most 5 days", "at most 3 days"),
    (SHOP, "win_back", "every Monday", "every Tuesday"),
    (SHOP, "win_back", "  leave on purchase\n", ""),
    (SHOP, "people", "  no visit in last 14 days\n", ""),
    (SHOP, "second_order", "  leave on purchase\n", ""),
    (SHOP, "second_order", "    only if orders = 1\n", ""),
    (SHOP, "second_order", '("boots", "jackets")', '("tents")'),
    (SHOP, "autumn_preview", '("boots", "jackets")', '("tents")'),
    (TEMPLATE, "cart", "wait 2 hours", "wait 1 hour"),
    (TEMPLATE, "cart", "by email, else sms", "by email"),
    (TEMPLATE, "channels", "  quiet from 20:00 until 08:00\n", ""),
    (TEMPLATE, "second_bag", "wait 20 days", "wait 21 days"),
    (TEMPLATE, "second_bag", "  leave on purchase\n", ""),
    (TEMPLATE, "win_back", "until Tuesday", "until Friday"),
    (TEMPLATE, "people", "more than 45 days", "more than 60 days"),
]


@pytest.mark.parametrize(("root", "name", "before", "after"), CHANGES)
def test_a_change_is_noticed(root: str, name: str, before: str, after: str, tmp_path: Path) -> None:
    for path in [ROOT / root / "segue.toml", *(ROOT / root).glob("*.campaign")]:
        shutil.copy(path, tmp_path)
    changed = tmp_path / f"{name}.campaign"
    text = changed.read_text(encoding="utf-8")
    assert before in text
    changed.write_text(text.replace(before, after), encoding="utf-8")
    project = load(tmp_path).checked.project
    assert project is not None
    assert not all(run_test(project, test).met for test in project.tests)
