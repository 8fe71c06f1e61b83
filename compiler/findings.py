"""Where the passes put what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from compiler.suggest import listed, nearest
from dsl.diagnostics import Diagnostic, Edit, Label, Severity
from dsl.source import Span
from dsl.tree import Name

ALSO = 5
"""How many further places of one unknown name are pointed at."""


class Findings:
    """The diagnostics of one run; `names` of their codes. `excused`: names of which something was
    said already, so that they are not reported as unknown too; `lost`: a declaration lost its name,
    so that one which is like no other may be meant."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.excused: set[str] = set()
        self.lost = False
        self._names = names
        self._found: list[Diagnostic] = []
        self._unknown: dict[tuple[str, str], list[Diagnostic]] = {}

    def add(
        self,
        code: str,
        span: Span,
        title: str,
        help: str = "",
        *,
        labels: tuple[Label, ...] = (),
        edit: Edit | None = None,
    ) -> None:
        """Add a finding; `E…` is an error and `W…` a warning."""
        self._found.append(self._made(code, span, title, help, labels, edit))

    def unknown(
        self, name: Name, what: str, known: Iterable[str], help: str = "", *, owner: str = ""
    ) -> None:
        """E0201: `name` is no `what` (`event`), or `owner` has no such `what` (`field`); suggests
        among `known`. A name that is unknown in several places is reported once."""
        if name.text in self.excused:
            return
        names = list(known)
        near = nearest(name.text, names)
        if self.lost and not near:
            return
        if near:
            help = f"did you mean `{near}`?"
        elif not help and names:
            help = f"there are {listed(names)}"
        title = f"{owner} has no" if owner else "unknown"
        title += f" {what} `{name.text}`"
        edit = Edit(name.span, near) if near else None
        places = self._unknown.setdefault((name.text, f"{what} {owner}"), [])
        places.append(self._made("E0201", name.span, title, help, (), edit))

    @property
    def wrong(self) -> bool:
        """Whether there is any error."""
        return bool(self._unknown) or any(
            each.severity is Severity.ERROR for each in self._found
        )

    def __len__(self) -> int:
        return len(self._found) + sum(map(len, self._unknown.values()))

    def all(self) -> tuple[Diagnostic, ...]:
        """Every finding once, by place; an unknown name at its first, with labels at others."""
        found = set(self._found)
        for places in self._unknown.values():
            first, *others = sorted(set(places), key=lambda each: each.span)
            labels = tuple(Label(each.span, "and here") for each in others[:ALSO])
            found.add(replace(first, labels=labels))
        return tuple(sorted(found, key=lambda each: (each.span, each.code, each.title)))

    def _made(
        self,
        code: str,
        span: Span,
        title: str,
        help: str,
        labels: tuple[Label, ...],
        edit: Edit | None,
    ) -> Diagnostic:
        severity = Severity.WARNING if code.startswith("W") else Severity.ERROR
        name = self._names[code]
        return Diagnostic(code, name, severity, title, span, help, labels=labels, edit=edit)
