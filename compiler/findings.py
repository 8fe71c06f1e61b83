"""Where the passes put what they find."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.codes import CODES
from compiler.suggest import listed, nearest
from dsl.diagnostics import Diagnostic, Edit, Label, Severity
from dsl.source import Span
from dsl.tree import Name


class Findings:
    """The diagnostics of one run, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        span: Span,
        title: str,
        help: str = "",
        *,
        explanation: str = "",
        labels: tuple[Label, ...] = (),
        edit: Edit | None = None,
    ) -> None:
        """Add a finding; `E…` is an error and `W…` a warning."""
        severity = Severity.WARNING if code.startswith("W") else Severity.ERROR
        self.found.append(
            Diagnostic(
                code, CODES[code].name, severity, title, span, help, explanation, labels, edit
            )
        )

    def unknown(self, name: Name, what: str, known: Iterable[str], help: str = "") -> None:
        """E0201: `name` is no `what` (`event`); suggests among `known`."""
        names = list(known)
        near = nearest(name.text, names)
        edit = Edit(name.span, near) if near else None
        if near:
            help = f"did you mean `{near}`?"
        elif not help and names:
            help = f"there are {listed(names)}"
        self.add("E0201", name.span, f"unknown {what} `{name.text}`", help, edit=edit)
