"""What `segue check` says of a project, kept beside it as long as nothing of it has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from dsl.decoding import decode
from dsl.diagnostics import Diagnostic, Edit, Label, Severity
from dsl.source import Source, Span
from runtime.folder import Named, contents, named_in

KEPT = Path(".segue") / "check.json"
PRODUCT = ("dsl", "compiler", "runtime")


@dataclass(frozen=True)
class Verdict:
    """`sources` by path from the root; `found` in the order of file and place, `silent` what
    comments silence."""

    sources: Mapping[str, Source]
    found: tuple[Diagnostic, ...]
    silent: tuple[Diagnostic, ...]

    @property
    def wrong(self) -> bool:
        """Whether anything keeps the project from being executed."""
        return any(each.severity is Severity.ERROR for each in self.found)


def verdict(root: Path, *, anew: bool = False) -> Verdict:
    """What the compiler says of the project in the folder. What it said last time holds where every
    file is as it was, by its contents, and Segue is; `anew`: it is not asked for.

    Raises ProjectError where there is no project.
    """
    files, look = contents(root), named_in(root)
    kept = None if anew else _kept(root, files, look)
    if kept is not None:
        return kept
    named: dict[str, bytes | None] = {}

    def looked(name: str) -> bytes | None:
        return named.setdefault(name, look(name))

    from runtime.loading import read  # the whole compiler, which most of the time nobody needs

    loaded = read(root, files.items(), looked)
    found = Verdict(loaded.sources, loaded.diagnostics, loaded.checked.silent)
    _keep(root, found, files, named)
    return found


def _kept(root: Path, files: Mapping[str, bytes], look: Named) -> Verdict | None:
    """None: nothing is kept, or something has changed since."""
    try:
        kept = json.loads((root / KEPT).read_text(encoding="utf-8"))
        if kept["state"] != _state(files, {name: look(name) for name in kept["named"]}):
            return None
        sources = {name: decode(name, content)[0] for name, content in files.items()}
        return Verdict(sources, _read(kept["found"]), _read(kept["silent"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # what another Segue wrote, or half of it: the files are read instead


def _keep(
    root: Path, found: Verdict, files: Mapping[str, bytes], named: Mapping[str, bytes | None]
) -> None:
    kept = {
        "state": _state(files, named), "named": sorted(named),
        "found": [asdict(each) for each in found.found],
        "silent": [asdict(each) for each in found.silent],
    }  # fmt: skip
    place = root / KEPT
    passing = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        passing.write_text(json.dumps(kept), encoding="utf-8")
        passing.replace(place)
    except OSError:
        return  # a folder that cannot be written is checked all the same


def _state(files: Mapping[str, bytes], named: Mapping[str, bytes | None]) -> str:
    """A hash of all that the compiler's word hangs on: its own files, the campaign files, and those
    that they name."""
    found = sha256(_product().encode())
    for name, content in (*sorted(files.items()), *sorted(named.items())):
        held = "none" if content is None else sha256(content).hexdigest()
        found.update(f"\n{name}\n{held}".encode())
    return found.hexdigest()


def _product() -> str:
    """By which Segue it was said: its files change with a release, and while one works on them."""
    here = Path(__file__).parent.parent
    looked = (each for part in PRODUCT for each in os.walk(here / part))
    files = sorted(
        Path(folder) / name for folder, _, names in looked
        for name in names if not name.endswith(".pyc")
    )  # fmt: skip
    found = ((file.relative_to(here), file.stat()) for file in files)
    return str([(str(name), each.st_size, each.st_mtime_ns) for name, each in found])


def _read(found: Iterable[Mapping[str, Any]]) -> tuple[Diagnostic, ...]:
    return tuple(_diagnostic(each) for each in found)


def _diagnostic(each: Mapping[str, Any]) -> Diagnostic:
    edit = each["edit"]
    own = {
        "severity": Severity(each["severity"]), "span": Span(**each["span"]),
        "labels": tuple(Label(Span(**one["span"]), one["text"]) for one in each["labels"]),
        "edit": None if edit is None else Edit(Span(**edit["span"]), edit["text"]),
    }  # fmt: skip
    return Diagnostic(**{**each, **own})
