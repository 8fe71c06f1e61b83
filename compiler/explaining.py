"""What there is to say about one check: its examples carried out, whether its findings can be
fixed, how they are silenced. Pages and `segue explain-check` are made of it."""

from __future__ import annotations

from compiler.check import check
from compiler.codes import ALL, BASE, Code
from compiler.silencing import OWN
from compiler.suggest import nearest
from dsl import codes as front
from dsl.diagnostics import Diagnostic
from dsl.parse import parse
from dsl.source import Source

EXAMPLE = "example.campaign"
"""The path of an example."""

IN_WORDS = frozenset({"E0001"})
"""What no example can show, since an example is a text: it is described."""


def looked_up(typed: str) -> front.Code | None:
    """The check with this code or name, however it is spelled in capitals and dashes."""
    name = typed.lower().replace("_", "-")
    return ALL.get(typed.upper()) or next((x for x in ALL.values() if x.name == name), None)


def near(typed: str) -> str | None:
    """The code or name that was probably meant by what is neither."""
    return nearest(typed, [*ALL, *(entry.name for entry in ALL.values())])


def found(entry: front.Code, text: str) -> list[Diagnostic]:
    """What is found in an example. Those of the front are read only; those of the compiler stand
    beside a small project, unless they are one."""
    parsed = parse(Source(EXAMPLE, text))
    if not isinstance(entry, Code):
        return list(parsed.diagnostics)
    beside = [] if entry.alone else [parse(Source("beside.campaign", BASE)).file]
    broken = [each.span for each in parsed.diagnostics]
    checked = check([*beside, parsed.file], entry.files, broken)
    return [*parsed.diagnostics, *checked.diagnostics]


def kind(entry: front.Code) -> str:
    return "a warning" if entry.code.startswith("W") else "an error"


def fixing(entry: front.Code) -> str:
    """Whether `segue fix` does something about it."""
    if entry.safe:
        return "Where the message says what to write instead, `segue fix` writes it."
    return "It is put right by hand: only who wrote it knows what was meant."


def silencing(entry: front.Code) -> str:
    """How it is silenced."""
    if entry.code.startswith("E"):
        return "An error cannot be silenced: the project is not executed before it is put right."
    if entry.code.startswith(OWN):
        return "What is said about silences cannot be silenced."
    return (
        "Where it is meant as it stands, a comment behind the line, or above it, silences it: "
        f"`# segue: allow {entry.name} because …`, with the reason."
    )
