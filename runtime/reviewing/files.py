"""What decides over customers and stands in no campaign file: lists, codes, SQL of analysts,
settings. It is compared with a revision of git, which has them as they were."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from compiler.changes import Change, Level, Sentence, Subject
from compiler.changes.model import of_field
from compiler.changes.uses import Uses, uses
from compiler.model.project import Project
from runtime.folder import SETTINGS
from runtime.revisions import Revision, file_at

Campaigns = tuple[tuple[str, tuple[str, ...]], ...]


def files_changed(root: Path, at: Revision, today: Project) -> tuple[Change, ...]:
    """What is another for the campaigns of today's project. A file that only one side has is none:
    what names it is."""
    files, using = _Files(root, at), _Using(today)
    return (*_named(files, today, using), *_settings(files, today, using))


class _Using:
    """Which campaigns make use of something, which is asked only where a file is another: to find
    it out of a thousand takes a second."""

    def __init__(self, today: Project) -> None:
        self._today = today

    @cached_property
    def _all(self) -> dict[str, Uses]:
        return {name: uses(self._today, each) for name, each in self._today.campaigns.items()}

    def those(self, make: Callable[[Uses], bool]) -> Campaigns:
        return tuple((name, ()) for name, use in self._all.items() if make(use))


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


def _named(files: _Files, today: Project, using: _Using) -> Iterator[Change]:
    """Files that the campaign files name: of lists, and of codes."""
    for field in today.customers.fields:
        found = files.differing(field.list_file)
        if found is not None:
            subject = of_field(field.name)
            of = using.those(partial(_decides_by, subject))
            yield from _stand(subject, field.list_file or "", found, of)
    for offer in today.offers.values():
        found = files.differing(offer.pool)
        if found is not None:
            of = using.those(partial(_gives, offer.name))
            yield from _stand(Subject("offer", offer.name), offer.pool or "", found, of)


def _decides_by(subject: Subject, use: Uses) -> bool:
    return subject in use.decided


def _gives(offer: str, use: Uses) -> bool:
    return offer in use.given


def _stand(
    subject: Subject, path: str, texts: tuple[str, str], of: Campaigns
) -> Iterator[Change]:
    """Nobody is concerned where no campaign makes use of it."""
    if of:
        yield Change(Level.AUDIENCE, subject, f"{_lines(*texts)} stand in {path}", campaigns=of)


def _lines(before: str, today: str) -> str:
    old, new = set(before.splitlines()), set(today.splitlines())
    return f"{len(new - old):,} lines more and {len(old - new):,} fewer"


def _settings(files: _Files, today: Project, using: _Using) -> Iterator[Change]:
    texts = files.both(SETTINGS)
    old, new = (_toml(each) for each in texts) if texts else ({}, {})
    if _drawn_by(old) != _drawn_by(new):
        what = "everybody is drawn anew into arms and hold-outs: the salt, or its epoch, is another"
        everybody = tuple((name, ()) for name in today.campaigns)
        yield Change(Level.LEGAL, Subject("settings", SETTINGS), what, campaigns=everybody)
    before = old.get("tables", {})
    for name, table in new.get("tables", {}).items():
        other = before.get(name, table) != table
        query = files.differing(_query(table))
        of = using.those(partial(_reads, today, name)) if other or query else ()
        if of and other:
            what = f"`{name}` is read from elsewhere, or in another way"
            yield Change(Level.AUDIENCE, Subject("settings", SETTINGS), what, campaigns=of)
        if of and query:
            was, now = (Sentence(_query(table) or "", 1, text) for text in query)
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


def _reads(project: Project, table: str, use: Uses) -> bool:
    events = (project.events[each.name] for each in use.decided if each.kind == "event")
    records = (project.records[each.name] for each in use.decided if each.kind == "record")
    read = {*(each.table for each in events), *(each.table for each in records)}
    return table in {project.customers.table, *read}
