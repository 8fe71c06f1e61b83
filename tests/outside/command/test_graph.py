"""graph: a campaign as a picture, on the screen and in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside.command.typed import replaced, segue


def test_a_campaign_is_drawn_in_the_terminal_and_into_files(made: Path, tmp_path: Path) -> None:
    shown = segue(made, "graph", "cart")
    assert (shown.code, shown.out.splitlines()[0]) == (0, "cart: Bring left carts back")
    assert "├─ plain 50%" in shown.out
    for name, begins in (("a.svg", b"<svg"), ("a.mmd", b"flowchart TD"), ("a.txt", b"cart:")):
        assert segue(made, "graph", "cart", "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert segue(made, "graph", "cart", "--output", "svg").out.startswith("<svg")


def test_a_png_goes_into_a_file(made: Path, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    assert segue(made, "graph", "cart", "-o", tmp_path / "a.png").code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    refused = segue(made, "graph", "cart", "--output", "png")
    assert (refused.code, "say where it shall be" in refused.sentence) == (2, True)


def test_what_cannot_be_drawn_is_said(made: Path, tmp_path: Path) -> None:
    assert "did you mean `cart`" in segue(made, "graph", "crat").sentence
    assert "`pdf` is no output; choose text, svg" in segue(
        made, "graph", "cart", "--output", "pdf").sentence  # fmt: skip
    assert "what shall" in segue(made, "graph", "cart", "-o", tmp_path / "a.pdf").sentence
    assert "cannot be written" in segue(
        made, "graph", "cart", "-o", tmp_path / "no" / "a.svg").sentence  # fmt: skip


def test_while_it_is_written_it_is_drawn_as_far_as_it_goes(fresh: Path) -> None:
    replaced(fresh / "cart.campaign", "wait 2 hours", "wiat 2 hours")
    done = segue(fresh, "graph", "cart")
    assert (done.code, "wiat" in done.out) == (0, False)
    assert "the files have errors" in done.err


def test_who_stands_where_is_counted(ran: Path, made: Path) -> None:
    shown = segue(ran, "graph", "second_bag", "--counts").out
    assert " here]" in shown
    assert segue(made, "graph", "second_bag", "--counts").code == 2
