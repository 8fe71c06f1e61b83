"""A finding as the protocol has it."""

from __future__ import annotations

from lsprotocol import types
from pygls.workspace import PositionCodec

from dsl.diagnostics import Diagnostic, Severity
from dsl.source import Source, Span
from segue.lsp.positions import Positions
from segue.lsp.project import Project, State

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
_UNUSED = frozenset({"W0101"})
"""What editors show grey."""


def shown(
    found: Diagnostic, project: Project, state: State, codec: PositionCodec
) -> types.Diagnostic:
    """A finding with its title, why, and what to type; the other places as related ones."""

    def location(span: Span) -> types.Location:
        return types.Location(project.uri(span.path), _positions(state, span, codec).range(span))

    return types.Diagnostic(
        range=_positions(state, found.span, codec).range(_some(found.span)),
        message=message(found),
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source="segue",
        tags=[types.DiagnosticTag.Unnecessary] if found.code in _UNUSED else None,
        related_information=[
            types.DiagnosticRelatedInformation(location(label.span), label.text)
            for label in found.labels
        ],
        data={"name": found.name},
    )


def message(found: Diagnostic) -> str:
    """What is said of a finding: the title, then why, then what to type."""
    help = f"help: {found.help}" if found.help else ""
    return "\n".join(part for part in (found.title, found.explanation, help) if part)


def _some(span: Span) -> Span:
    """A span of nothing is a letter wide, so that it is seen."""
    return span if span.end > span.start else Span(span.path, span.start, span.start + 1)


def _positions(state: State, span: Span, codec: PositionCodec) -> Positions:
    written = state.files.get(span.path)
    source = written.source if written else Source(span.path, state.texts.get(span.path, ""))
    return Positions(source, codec)
