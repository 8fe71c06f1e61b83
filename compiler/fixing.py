"""Edits that put right what is found, made until none is left to make.

Only edits of checks that say so are made (`safe`), and only such after which no more is found than
before: where an edit brings another mistake to its own place, the line is left as it was typed.
First each file is read and edited for itself, then the whole project is checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compiler.check import check
from compiler.codes import ALL
from dsl.diagnostics import Diagnostic, Edit, Severity, once
from dsl.parse import Parsed, parse
from dsl.source import Source

ROUNDS = 50
"""After so many rounds the rest is left: each one makes something better, so this is never met but
by a mistake in a check."""


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that was made: what was found, in which line of the file as it then was, and what
    stood there before."""

    found: Diagnostic
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """`sources` are all files afterwards, `fixes` what was done to them, in the order of doing;
    `left`: how much is still found in the files that were to be fixed."""

    sources: Mapping[str, Source]
    fixes: tuple[Fix, ...]
    left: int


def fixed(
    sources: Mapping[str, Source], texts: Mapping[str, str], only: Collection[str]
) -> Fixed:
    """The project with every safe edit made in the files `only`.

    `texts`: the contents of the files that messages name, by path. Fixing what is fixed changes
    nothing; what the parser finds becomes no more, nor, once all can be read, do the errors.
    """
    files = dict(sources)
    fixes: list[Fix] = []
    for path in sorted(only):
        files[path] = _read_well(files[path], fixes)
    tried: set[tuple[str, Edit]] = set()
    for _ in range(ROUNDS):
        edits = [
            each for each in _checked(files, texts)
            if _is_safe(each) and each.span.path in only and _key(each) not in tried
        ]  # fmt: skip
        good = _good(edits, files, texts)
        tried |= {_key(each) for each in edits}
        if not good:
            break
        fixes += [_fix(each, files[each.span.path]) for each in good]
        files = _edited(files, good)
    left = sum(each.span.path in only for each in _findings(files, texts))
    return Fixed(files, tuple(fixes), left)


def _is_safe(found: Diagnostic) -> bool:
    return found.edit is not None and ALL[found.code].safe


def _key(found: Diagnostic) -> tuple[str, Edit]:
    assert found.edit is not None
    return found.code, found.edit


def _fix(found: Diagnostic, source: Source) -> Fix:
    edit = found.edit
    assert edit is not None
    before = source.text[edit.span.start : edit.span.end]
    return Fix(found, source.place(edit.span.start)[0], before, edit.text)


# One file -----------------------------------------------------------------------------------------


def _read_well(source: Source, fixes: list[Fix]) -> Source:
    """The file with every edit made that lets the parser come further."""
    for _ in range(ROUNDS):
        made = len(fixes)
        source = _from_top_to_bottom(source, fixes)
        if len(fixes) == made:
            break
    return source


def _from_top_to_bottom(source: Source, fixes: list[Fix]) -> Source:
    parsed, at = parse(source), 0
    while (found := _next(parsed, at)) is not None:
        edit = found.edit
        assert edit is not None
        after = Source(source.path, edited(source.text, edit))
        again = parse(after)
        if _comes_further(parsed, again, found, source.text):
            fixes.append(_fix(found, source))
            source, parsed, at = after, again, edit.span.start + len(edit.text)
        else:
            at = edit.span.start + 1
    return source


def _next(parsed: Parsed, at: int) -> Diagnostic | None:
    """The first finding from there on whose edit may be made."""
    later = (
        each for each in parsed.diagnostics
        if _is_safe(each) and each.edit is not None and each.edit.span.start >= at
    )  # fmt: skip
    return min(later, key=lambda each: each.edit.span if each.edit else each.span, default=None)


def edited(text: str, edit: Edit) -> str:
    """The text with the edit made."""
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def _comes_further(before: Parsed, after: Parsed, found: Diagnostic, text: str) -> bool:
    """Whether with the edit of `found` no more is found than before, and up to the end of what was
    written nothing new, nor the same, but what can be fixed in turn."""
    assert found.edit is not None
    start = found.edit.span.start
    row = text.rfind("\n", 0, start) + 1
    end = max(start + len(found.edit.text), row + 1)
    known = {_said(each) for each in before.diagnostics} - {_said(found)}
    return len(after.diagnostics) <= len(before.diagnostics) and all(
        _said(each) in known or (each.span.start < start and _is_safe(each))
        for each in after.diagnostics if row <= each.span.start < end
    )  # fmt: skip


def _said(found: Diagnostic) -> tuple[str, str]:
    return found.code, found.title


# The whole project --------------------------------------------------------------------------------


def _findings(files: Mapping[str, Source], texts: Mapping[str, str]) -> list[Diagnostic]:
    """Everything that is found."""
    read, checked = _read_and_checked(files, texts)
    return once([*read, *checked])


def _checked(files: Mapping[str, Source], texts: Mapping[str, str]) -> Sequence[Diagnostic]:
    """What the compiler finds: the edits of what the parser finds were tried before."""
    return _read_and_checked(files, texts)[1]


def _read_and_checked(
    files: Mapping[str, Source], texts: Mapping[str, str]
) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
    parsed = [parse(source) for source in files.values()]
    read = [each for one in parsed for each in one.diagnostics]
    checked = check([one.file for one in parsed], texts, [each.span for each in read])
    return read, checked.diagnostics


def _edited(files: Mapping[str, Source], found: Sequence[Diagnostic]) -> dict[str, Source]:
    """The files with the edits of these findings made, the last one first."""
    after = dict(files)
    for each in sorted(found, key=lambda each: each.span, reverse=True):
        assert each.edit is not None
        path = each.edit.span.path
        after[path] = Source(path, edited(after[path].text, each.edit))
    return after


def _good(
    edits: Sequence[Diagnostic], files: Mapping[str, Source], texts: Mapping[str, str]
) -> list[Diagnostic]:
    """Those of the edits after which no more is wrong: all, or what is left of each half."""
    apart = list(_apart(edits))
    if not apart or _is_no_worse(apart, files, texts):
        return apart
    if len(apart) == 1:
        return []
    half = len(apart) // 2
    one, other = (_good(part, files, texts) for part in (apart[:half], apart[half:]))
    return [*one, *other] if _is_no_worse([*one, *other], files, texts) else one


def _apart(edits: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Edits in order, without those that begin inside of one before."""
    path, end = "", 0
    for each in sorted(edits, key=lambda each: each.edit.span if each.edit else each.span):
        assert each.edit is not None
        if each.edit.span.path != path or each.edit.span.start >= end:
            path, end = each.edit.span.path, each.edit.span.end
            yield each


def _is_no_worse(
    edits: Sequence[Diagnostic], files: Mapping[str, Source], texts: Mapping[str, str]
) -> bool:
    """Whether with these edits no more is found, no more errors, and all is read as before."""
    before, after = files, _edited(files, edits)
    found, then = _findings(before, texts), _findings(after, texts)
    return (
        _unread(after) <= _unread(before)
        and len(then) <= len(found) and _errors(then) <= _errors(found)
    )  # fmt: skip


def _unread(files: Mapping[str, Source]) -> int:
    return sum(len(parse(source).diagnostics) for source in files.values())


def _errors(found: Sequence[Diagnostic]) -> int:
    return sum(each.severity is Severity.ERROR for each in found)
