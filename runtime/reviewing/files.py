"""What decides over customers and stands in no campaign file: lists, codes, SQL of analysts,
settings. It is compared with a revision of git, which has them as they were."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from compiler.changes import Change, Level, Sentence, Subject
from compiler.changes.model import of_field
from compiler.changes.uses import Uses, uses
from compiler.model.project import Project
from runtime.loading import SETTINGS
from runtime.revisions import Revision, file_at

Using = dict[str, Uses]
Campaigns = tuple[tuple[str, tuple[str, ...]], ...]


def files_changed(root: Path, at: Revision, today: Project) -> tuple[Change, ...]:
    """What is another for the campaigns of today's project. A file that only one side has is none:
    what names it is."""
    using = {name: uses(today, each) for name, each in today.campaigns.items()}
    files = _Files(root, at)
    return (*_named(files, today, using), *_settings(files, today, using))


class _Files:
    """The files of the project, as they were and as they are."""

    def __init__(self, root: Path, at: Revision) -> None:
        self._root, self._at = root, at

    def both(self, path: str) -> tuple[str, str] | None:
        """None: one side has none."""
        before, now = file_at(self._root, self._at, path), self._root / path
        if before is None or not now.is_file():
            return None
        return before.decode(errors="replace"), now.read_bytes().decode(errors="replace")

    def differing(self, path: str | None) -> tuple[str, str] | None:
        """None: they are alike, or one side has none."""
        found = self.both(path) if path is not None else None
        return found if found is not None and found[0] != found[1] else None


def _named(files: _Files, today: Project, using: Using) -> Iterator[Change]:
    """Files that the campaign files name: of lists, and of codes."""
    for field in today.customers.fields:
        subject = of_field(field.name)
        of = _those(name for name, use in using.items() if subject in use.decided)
        if of and (found := files.differing(field.list_file)):
            what = f"{_lines(*found)} stand in {field.list_file}"
            yield Change(Level.AUDIENCE, subject, what, campaigns=of)
    for offer in today.offers.values():
        of = _those(name for name, use in using.items() if offer.name in use.given)
        if of and (found := files.differing(offer.pool)):
            what = f"{_lines(*found)} stand in {offer.pool}"
            yield Change(Level.AUDIENCE, Subject("offer", offer.name), what, campaigns=of)


def _those(campaigns: Iterable[str]) -> Campaigns:
    return tuple((name, ()) for name in campaigns)


def _lines(before: str, today: str) -> str:
    old, new = set(before.splitlines()), set(today.splitlines())
    return f"{len(new - old):,} lines more and {len(old - new):,} fewer"


def _settings(files: _Files, today: Project, using: Using) -> Iterator[Change]:
    texts = files.both(SETTINGS)
    old, new = (_toml(each) for each in texts) if texts else ({}, {})
    everybody = _those(using)
    if everybody and _drawn_by(old) != _drawn_by(new):
        what = "everybody is drawn anew into arms and hold-outs: the salt, or its epoch, is another"
        yield Change(Level.LEGAL, Subject("settings", SETTINGS), what, campaigns=everybody)
    before = old.get("tables", {})
    for name, table in new.get("tables", {}).items():
        of = _those(each for each, use in using.items() if _reads(today, use, name))
        if of and before.get(name, table) != table:
            what = f"`{name}` is read from elsewhere, or in another way"
            yield Change(Level.AUDIENCE, Subject("settings", SETTINGS), what, campaigns=of)
        if of and (found := files.differing(_query(table))):
            was, now = (Sentence(_query(table) or "", 1, text) for text in found)
            subject = Subject("table", name)
            yield Change(Level.AUDIENCE, subject, "other rows are read", was, now, of)


def _toml(text: str) -> dict[str, Any]:
    """Nothing, where it is none: whoever reads the settings says so."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _drawn_by(settings: dict[str, Any]) -> tuple[object, object]:
    project = settings.get("project", {})
    return project.get("salt", project.get("name")), project.get("hold_out_epoch", 1)


def _query(table: Any) -> str | None:
    """The file with the SQL by which a table is read; None: there is none."""
    path = table.get("sql") if isinstance(table, dict) else table
    return path if isinstance(path, str) and path.endswith(".sql") else None


def _reads(project: Project, use: Uses, table: str) -> bool:
    events = (project.events[each.name] for each in use.decided if each.kind == "event")
    records = (project.records[each.name] for each in use.decided if each.kind == "record")
    read = {*(each.table for each in events), *(each.table for each in records)}
    return table in {project.customers.table, *read}
