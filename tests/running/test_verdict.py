"""What was found is kept until anything changes that it hangs on."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from runtime import folder, loading
from runtime.verdict import KEPT, verdict

SHOP = """
customers from shop.customers
  key from customer_id
  email email

channel email
  to email

message hello
  email subject "Hello"
    file "hello.html"

campaign hellos
  enter every Monday at 09:00 for everyone
  goal purchase within 7 days

  send hello by emial
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "segue.toml").write_text("[project]\nname = 'shop'\n")
    (tmp_path / "shop.campaign").write_text(SHOP)
    (tmp_path / "hello.html").write_text("Hello")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of each time that the compiler is asked, which project it was."""
    asked: list[str] = []
    whole = loading.read

    def counted(
        root: Path, files: Iterable[tuple[str, bytes]], named: folder.Named
    ) -> loading.Loaded:
        asked.append(str(root))
        return whole(root, files, named)

    monkeypatch.setattr("runtime.loading.read", counted)
    return asked


def test_what_has_not_changed_is_not_read_again(shop: Path, read: list[str]) -> None:
    first, second = verdict(shop), verdict(shop)
    assert len(read) == 1
    assert first == second
    assert [each.code for each in second.found]
    assert any(each.edit is not None for each in second.found)
    assert second.wrong


def test_it_is_where_it_is_asked_for(shop: Path, read: list[str]) -> None:
    verdict(shop)
    verdict(shop, anew=True)
    assert len(read) == 2


@pytest.mark.parametrize("change", ["text", "file", "more", "gone", "product", "torn"])
def test_what_changes_is_read(
    shop: Path, read: list[str], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict(shop)
    match change:
        case "text":
            (shop / "shop.campaign").write_text(SHOP.replace("emial", "email"))
        case "file":
            (shop / "hello.html").write_text("Hello {{ customer.nmae }}")
        case "more":
            (shop / "more.campaign").write_text("segment some\n  email is known\n")
        case "gone":
            (shop / "hello.html").unlink()
        case "product":
            monkeypatch.setattr("runtime.verdict._product", lambda: "another one")
        case "torn":
            (shop / KEPT).write_text((shop / KEPT).read_text()[:-20])
    found = verdict(shop)
    assert len(read) == 2
    assert found == verdict(shop, anew=True)


def test_files_that_are_as_they_were_but_for_their_times_are_not_read(
    shop: Path, read: list[str]
) -> None:
    """As in a fresh checkout."""
    verdict(shop)
    os.utime(shop / "shop.campaign", (1, 1))
    verdict(shop)
    assert len(read) == 1


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(shop: Path) -> None:
    (shop / ".segue").write_text("a file where a folder should be")
    assert verdict(shop) == verdict(shop, anew=True)
