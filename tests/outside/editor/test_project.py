"""A project as it stands in the editor."""

from __future__ import annotations

from pathlib import Path

from compiler.editing.symbols import Space, Symbol
from segue.lsp.project import Project
from tests.outside.editor.conftest import TEMPLATE

ASKS = "segment {name}\n  in sleepin\n"


def shop(folder: Path) -> Project:
    for file in TEMPLATE.glob("*.campaign"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "segue.toml").write_text('[project]\nname = "shop"\n')
    return Project(folder)


def test_what_is_wrong_alike_in_several_files_is_seen_in_each(tmp_path: Path) -> None:
    project = shop(tmp_path)
    project.write("a.campaign", ASKS.format(name="a"))
    project.write("b.campaign", ASKS.format(name="b"))
    whole = project.state.whole()
    for path, other in (("a.campaign", "b.campaign"), ("b.campaign", "a.campaign")):
        (found,) = whole[path]
        assert found.title == "unknown segment `sleepin`"
        assert [label.span.path for label in found.labels] == [other]
        assert found.edit is not None and found.edit.span == found.span
        assert project.state.of(path) == [found]


def test_what_is_typed_counts_until_it_is_closed(tmp_path: Path) -> None:
    project = shop(tmp_path)
    project.write("cart.campaign", "")
    cart = Symbol(Space.CAMPAIGN, "cart")
    assert cart not in project.state.index.declared
    project.reread("cart.campaign")
    assert cart in project.state.index.declared
    (tmp_path / "cart.campaign").unlink()
    project.reread("cart.campaign")
    assert "cart.campaign" not in project.state.files


def test_a_file_in_no_project_is_looked_at_line_by_line(tmp_path: Path) -> None:
    project = Project(tmp_path, only="alone.campaign")
    project.write("alone.campaign", "segment a\n  in nowhere\n  orders == 3\n")
    (found,) = project.state.unread("alone.campaign")
    assert found.code.startswith("E01")
