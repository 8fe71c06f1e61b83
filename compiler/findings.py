"""Where the passes put what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from compiler.suggest import listed, nearest
from dsl.diagnostics import Diagnostic, Edit, Label, Severity
from dsl.source import Span
from dsl.tree import Name

AND_HERE = "and here"
"""On a place where the same is found as at the first one."""

ALSO = 5
"""How many further places of one unknown name are pointed at."""


@dataclass
class Alike:
    """One thing that is found in several places. Of an unknown name, `name`, with `near`, the
    declared one that is most like it; of a variable, the `names` that it is made of."""

    name: str = ""
    near: str = ""
    names: tuple[str, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)


class Findings:
    """The diagnostics of one run; `names` of their codes. `excused`: names of which something was
    said already, so that they are not reported as unknown too; `lost`: a declaration lost its name,
    so that one which is like no other may be meant; `idle`: where names are declared that stand
    nowhere else."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.excused: set[str] = set()
        self.lost = False
        self.idle: Mapping[str, Span] = {}
        self._names = names
        self._found: list[Diagnostic] = []
        self._alike: dict[tuple[str, str], Alike] = {}

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
        if self.lost and (not near or what in self.excused):
            return
        if near:
            help = f"did you mean `{near}`?"
        elif not help and names:
            help = f"there are {listed(names)}"
        title = f"{owner} has no" if owner else "unknown"
        title += f" {what} `{name.text}`"
        edit = Edit(name.span, near) if near else None
        key = name.text, f"{what} {owner}"
        alike = self._alike.setdefault(key, Alike(name.text, near or ""))
        alike.found.append(self._made("E0201", name.span, title, help, (), edit))

    def several(
        self, code: str, span: Span, title: str, help: str, *, names: tuple[str, ...] = ()
    ) -> None:
        """Add a finding that is mostly made in several places, and is reported once; not at all
        where one of `names` is unknown elsewhere, too."""
        alike = self._alike.setdefault((code, title), Alike(names=names))
        alike.found.append(self._made(code, span, title, help, (), None))

    @property
    def wrong(self) -> bool:
        """Whether there is any error."""
        return bool(self._alike) or any(
            each.severity is Severity.ERROR for each in self._found
        )

    def __len__(self) -> int:
        return len(self._found) + sum(len(each.found) for each in self._alike.values())

    @property
    def guessed(self) -> bool:
        """Whether another name is like one that is unknown."""
        return any(each.near for each in self._alike.values())

    def all(self) -> tuple[Diagnostic, ...]:
        """Every finding once, by place; what is found in several places at the first, with labels
        at others."""
        found = {*self._found, *(self._one(each) for each in self._told())}
        return tuple(sorted(found, key=lambda each: (each.span, each.code, each.title)))

    def _told(self) -> Iterable[Alike]:
        """Those that are no consequence of another one."""
        every = self._alike.values()
        unknown = {each.name for each in every if each.name}
        misspelt = {
            each.name for each in every if each.near in self.idle and len(set(each.found)) > 1
        }  # fmt: skip
        for each in every:
            again = each.name in misspelt and each.near not in self.idle
            if not again and not unknown & set(each.names):
                yield each

    def _one(self, alike: Alike) -> Diagnostic:
        """Said at the first place; where several name one thing alike, and nothing names what it
        is like, it is the declaration that is misspelt."""
        first, *others = sorted(set(alike.found), key=lambda each: each.span)
        declared = self.idle.get(alike.near)
        if declared is None or not others:
            labels = tuple(Label(each.span, AND_HERE) for each in others[:ALSO])
            return replace(first, labels=labels)
        return replace(
            first, span=declared, title=f"nothing names `{alike.near}`",
            help=f"did you mean `{alike.name}`, which is named and declared nowhere?",
            labels=tuple(Label(each.span, "named here") for each in (first, *others)[:ALSO]),
            edit=Edit(declared, alike.name),
        )  # fmt: skip

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
