"""What all blocks share: reading one line, and reporting what is wrong with it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dsl import tree
from dsl.builders import Refused
from dsl.builders.lines import Part
from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.engine import Stuck, parse_line
from dsl.layout import Line
from dsl.source import Source, Span
from dsl.unbuilt import unbuilt_words

DEEPEST = 200
"""How many parentheses, signs of arithmetic and `not` one line may hold: more is no sentence,
and everything behind the parser may recurse."""
_DEEPENING = frozenset({"LPAR", "PLUS", "MINUS", "STAR", "SLASH"})


@dataclass
class Reader:
    """Reads the lines of one file. Where a line is wrong its reading is None, and what is wrong
    has been added to `diagnostics`."""

    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, line: Line) -> Span:
        return Span(self.source.path, line.start, line.end)

    def whole(self, line: Line) -> Span:
        """The line and everything under it."""
        last = line
        while last.children:
            last = last.children[-1]
        return Span(self.source.path, line.start, max(line.end, last.end))

    def report(self, code: str, title: str, span: Span, help: str = "") -> None:
        self.diagnostics.append(finding(code, title, span, help))

    def read(self, start: str, line: Line) -> Any:
        """What the line says as a line of the kind `start`; Unbuilt for what is not built yet."""
        if line.text is not None:
            if not line.flawed:
                self.report("E0103", "no text belongs here", self.first_word(line),
                            "a text stands under a channel of a message")
            return None
        what = unbuilt_words(start, line.tokens)
        if what is not None:
            return tree.Unbuilt(what, span=self.whole(line))
        if self._is_too_deep(line):
            return None
        try:
            return parse_line(self.source.path, start, line.tokens)
        except (Stuck, Refused) as trouble:
            self._explain(line, trouble)
        return None

    def _explain(self, line: Line, trouble: Stuck | Refused) -> None:
        """What is said is imported only where something is wrong, which it seldom is."""
        from dsl.messages import explain, explain_refusal

        if isinstance(trouble, Stuck):
            self._add(line, explain(self.source, line, trouble))
        else:
            self._add(line, explain_refusal(self.source, trouble))

    def _add(self, line: Line, diagnostic: Diagnostic) -> None:
        if not line.flawed:
            self.diagnostics.append(diagnostic)

    def _is_too_deep(self, line: Line) -> bool:
        if len(line.tokens) <= DEEPEST:
            return False
        deep = sum(token.kind in _DEEPENING or token.text == "not" for token in line.tokens)
        if deep > DEEPEST:
            self.report("E0116", "this line holds too much to follow", self.first_word(line),
                        "give its parts names with `trait` and `segment`")
        return deep > DEEPEST

    def first_word(self, line: Line) -> Span:
        end = line.tokens[0].end if line.tokens else line.start + 3
        return Span(self.source.path, line.start, end)

    # Blocks -----------------------------------------------------------------------------------

    def leaf(self, line: Line) -> None:
        """Reports what stands under a line that opens no block."""
        if line.children and not line.flawed:
            words = " ".join(token.text for token in line.tokens[:2]) or "a text"
            far = line.children[0].indent - line.indent
            self.report("E0106", f"nothing can be indented under `{words}{_more(line)}`",
                        self.span(line.children[0]),
                        f"move it out by {far} {'space' if far == 1 else 'spaces'}, or write the "
                        "line above to its end")

    def needs_block(self, line: Line, what: str) -> None:
        if not line.children and not line.flawed:
            self.report("E0107", f"`{line.tokens[0].text}` needs lines indented under it",
                        self.span(line), what)

    def reads_leaf(self, start: str, line: Line) -> Any:
        """A line that opens no block."""
        value = self.read(start, line)
        if value is not None and not isinstance(value, tree.Unbuilt):
            self.leaf(line)
        return value

    def fill(self, slots: dict[str, Any], value: Any) -> None:
        """Puts what a line says into its slot; a slot that takes one thing takes it once."""
        if value is None:
            return
        if isinstance(value, tree.Unbuilt):
            value = Part("unbuilt", value, value.span, many=True)
        if value.many:
            slots[value.slot] = (*slots.get(value.slot, ()), value.value)
        elif value.slot in slots:
            word = self.source.text[value.span.start : value.span.end].split()[0]
            self.report("E0110", f"`{word}` is said twice here", value.span,
                        "keep one of the two lines")
        else:
            slots[value.slot] = value.value

    def parts(self, start: str, lines: Sequence[Line]) -> dict[str, Any]:
        """The slots that lines without blocks fill."""
        slots: dict[str, Any] = {}
        for line in lines:
            self.fill(slots, self.reads_leaf(start, line))
        return slots


def _more(line: Line) -> str:
    return " …" if len(line.tokens) > 2 else ""
