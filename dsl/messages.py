"""What is said about a line that cannot be read."""

from __future__ import annotations

from dsl.builders import Refused
from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.engine import Stuck
from dsl.layout import Line
from dsl.source import Source, Span


def explain(source: Source, line: Line, stuck: Stuck) -> Diagnostic:
    """The finding about the token at which a line cannot go on."""
    if stuck.position == len(line.tokens):
        return finding("E0102", "the line ends too early", Span(source.path, line.end, line.end))
    token = line.tokens[stuck.position]
    span = Span(source.path, token.start, token.end)
    return finding("E0101", f"`{token.text}` cannot stand here", span)


def explain_refusal(source: Source, refused: Refused) -> Diagnostic:
    """The finding about a line that the grammar takes and the language does not."""
    typed = source.text[refused.span.start : refused.span.end]
    return finding(
        refused.code, refused.title.replace("{typed}", typed), refused.span,
        refused.help.replace("{typed}", typed), edit=refused.edit,
    )  # fmt: skip
