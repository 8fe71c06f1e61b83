"""What `segue init` makes is what belongs to the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.init import init


def test_what_a_check_kept_in_the_template_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("segue.toml", ".gitignore", "data/a.csv", ".segue/check.json"):
        (tmp_path / "template" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "template" / name).touch()
    monkeypatch.setattr("segue.init.files", lambda _: tmp_path)
    shop = tmp_path / "shop"
    init(shop)
    made = {each.relative_to(shop).as_posix() for each in shop.rglob("*")}
    assert made == {"segue.toml", ".gitignore", "data", "data/a.csv"}
