"""Comments that speak to the checks: `# segue: allow NAME because …`. What they say is read by the
compiler, which knows the checks; here is only told which of them stand where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dsl.layout import Comment, Layout, Line
from dsl.source import Source, Span
from dsl.tree import Silence

_TO_US = re.compile(r"#[ \t]*segue(?:[ \t]*:[ \t]*|[ \t]+(?=(?:allow|ignore|disable)\b))", re.I)


def silences(source: Source, found: Layout) -> tuple[Silence, ...]:
    """The comments of a file that speak to the checks, by place, each with the lines that it is
    said of: the one that it stands behind or above, with the text below that one."""
    if not _TO_US.search(source.text):
        return ()
    told = (_silence(source, comment, places) for comment, places in _comments(found, source.path))
    return tuple(sorted((each for each in told if each is not None), key=lambda each: each.span))


def _silence(source: Source, comment: Comment, places: tuple[Span, ...]) -> Silence | None:
    mark = _TO_US.match(comment.text)
    if mark is None:
        return None
    said = comment.text[mark.end() :]
    return Silence(said, places, _whole(source, comment.span), span=comment.span)


def _whole(source: Source, span: Span) -> Span:
    """The comment with what would be left over without it: the spaces before it, or its line."""
    start = len(source.text[: span.start].rstrip(" \t"))
    end = span.end
    alone = start == 0 or source.text[start - 1] == "\n"
    if alone and source.text[end : end + 1] == "\n":
        end += 1
    return Span(span.path, start, end)


def _comments(found: Layout, path: str) -> Iterator[tuple[Comment, tuple[Span, ...]]]:
    """Every comment, with the stretches of the file that it is about."""
    yield from ((comment, ()) for comment in found.tail)
    yield from _about(found.lines, path)


def _about(lines: Sequence[Line], path: str) -> Iterator[tuple[Comment, tuple[Span, ...]]]:
    for line in lines:
        under = (child for child in line.children if child.text is not None)
        places = tuple(Span(path, each.start, each.end) for each in (line, *under))
        yield from ((comment, places) for comment in line.leading)
        if line.trailing is not None:
            yield line.trailing, places
        yield from ((comment, ()) for comment in line.after)
        yield from _about(line.children, path)
