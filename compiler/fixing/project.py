"""The whole project, edited until no edit is left that may be made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compiler.check import check
from compiler.fixing.making import ROUNDS, Made, edit_of, edited, is_safe, key_of, make, place_of
from compiler.fixing.one_file import read_well
from dsl.diagnostics import Diagnostic, Edit, Severity, once
from dsl.parse import parse
from dsl.source import Source


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that was made: what was found, what stood there before, and what stands there now,
    in the line `line`."""

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
    made: list[Made] = []
    for path in sorted(only):
        files[path] = read_well(files[path], made)
    tried: set[tuple[str, Edit]] = set()
    for _ in range(ROUNDS):
        edits = [
            each for each in _checked(files, texts)
            if is_safe(each) and each.span.path in only and key_of(each) not in tried
        ]  # fmt: skip
        good = _good(edits, files, texts)
        tried |= {key_of(each) for each in edits}
        if not good:
            break
        for each in reversed(good):
            files[each.span.path] = make(each, files[each.span.path], made)
    left = sum(each.span.path in only for each in _findings(files, texts))
    fixes = (
        Fix(each.found, files[each.found.span.path].place(each.at)[0], each.before, each.after)
        for each in made
    )
    return Fixed(files, tuple(fixes), left)


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
    for each in reversed(found):
        path = each.span.path
        after[path] = Source(path, edited(after[path].text, edit_of(each)))
    return after


def _good(
    edits: Sequence[Diagnostic], files: Mapping[str, Source], texts: Mapping[str, str]
) -> list[Diagnostic]:
    """Those of the edits after which no more is wrong, in order: all, or what is left of each
    half."""
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
    for each in sorted(edits, key=place_of):
        place = place_of(each)
        if place.path != path or place.start >= end:
            path, end = place.path, place.end
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
