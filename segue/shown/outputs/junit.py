"""JUnit's XML, in the form that GitLab, Jenkins, Azure and CircleCI read: a suite for each file. A
case has failed where more is said of it than notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from segue.shown.outputs.concise import where
from segue.shown.outputs.note import Case, Note

NOTE = "note"


def junit(cases: Iterable[Case], command: str) -> str:
    """All cases; `command` names the whole, such as `segue check`."""
    every = list(cases)
    root = Element("testsuites", {"name": command, **_counts(every)})
    for path in dict.fromkeys(case.path for case in every):
        mine = [case for case in every if case.path == path]
        suite = SubElement(root, "testsuite", {"name": path, **_counts(mine)})
        for case in mine:
            _case(suite, case)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    failures = sum(bool(_failing(case)) for case in cases)
    return {
        "tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0",
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }  # fmt: skip


def _case(suite: Element, case: Case) -> None:
    found = SubElement(suite, "testcase", {
        "name": _legal(case.name), "classname": case.path, "file": case.path,
        **({"line": str(case.line)} if case.line else {}), "time": f"{case.seconds:.3f}",
    })  # fmt: skip
    failing = _failing(case)
    if failing:
        first = failing[0]
        said = {"message": _legal(first.title), "type": first.rule.name}
        SubElement(found, "failure", said).text = _told(failing)
    noted = [each for each in case.notes if each.level == NOTE]
    if noted:
        SubElement(found, "system-out").text = _told(noted)


def _failing(case: Case) -> list[Note]:
    return [each for each in case.notes if each.level != NOTE]


def _told(notes: Iterable[Note]) -> str:
    return _legal("\n".join(line for note in notes for line in _lines(note)))


def _lines(note: Note) -> Iterable[str]:
    yield f"{where(note.place)}: {note.title}"
    yield from (f"  {line}" for line in note.more)


def _legal(text: str) -> str:
    """XML has no signs for most of what keyboards do not have."""
    return "".join(each if each in "\n\t" or ord(each) >= 32 else "\ufffd" for each in text)
