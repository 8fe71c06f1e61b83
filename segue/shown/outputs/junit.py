"""JUnit's XML, in the form that GitLab, Jenkins, Azure and CircleCI read: a suite for each file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from segue.shown.outputs.concise import where
from segue.shown.outputs.note import Case, Note


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
    failures = sum(bool(case.notes) for case in cases)
    return {
        "tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0",
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }  # fmt: skip


def _case(suite: Element, case: Case) -> None:
    found = SubElement(suite, "testcase", {
        "name": _legal(case.name), "classname": case.path, "file": case.path,
        **({"line": str(case.line)} if case.line else {}), "time": f"{case.seconds:.3f}",
    })  # fmt: skip
    if not case.notes:
        return
    first = case.notes[0]
    said = {"message": _legal(first.title), "type": first.rule.name}
    failure = SubElement(found, "failure", said)
    failure.text = _legal("\n".join(line for note in case.notes for line in _told(note)))


def _told(note: Note) -> Iterable[str]:
    yield f"{where(note.place)}: {note.title}"
    yield from (f"  {line}" for line in note.more)


def _legal(text: str) -> str:
    """XML has no signs for most of what keyboards do not have."""
    return "".join(each if each in "\n\t" or ord(each) >= 32 else "\ufffd" for each in text)
