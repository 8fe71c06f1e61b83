"""A small reader of Liquid: which variables a text shows, and whether its tags are closed.

It is no engine; what it accepts, python-liquid renders. It stands here because a check must not
wait for python-liquid to be imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compiler.suggest import nearest

FILTERS = frozenset(
    {
        "abs", "append", "at_least", "at_most", "base64_decode", "base64_encode",
        "base64_url_safe_decode", "base64_url_safe_encode", "capitalize", "ceil", "compact",
        "concat", "date", "default", "divided_by", "downcase", "escape", "escape_once",
        "escapejs", "find", "find_index", "first", "floor", "has", "join", "last", "lstrip",
        "map", "minus", "modulo", "newline_to_br", "plus", "prepend", "reject", "remove",
        "remove_first", "remove_last", "replace", "replace_first", "replace_last", "reverse",
        "round", "rstrip", "safe", "size", "slice", "sort", "sort_natural", "split", "squish",
        "strip", "strip_html", "strip_newlines", "sum", "times", "truncate", "truncatewords",
        "uniq", "upcase", "url_decode", "url_encode", "where",
    }
)  # fmt: skip

CLOSED = {
    "if": ("elsif", "else"), "unless": ("elsif", "else"), "case": ("when", "else"),
    "for": ("else",), "capture": (), "tablerow": (),
}  # fmt: skip
"""Tags that an `end…` closes, with what may stand between."""

OPEN = ("assign", "echo", "break", "continue", "cycle", "increment", "decrement", "#")

_WORDS = frozenset(
    {
        "and", "as", "blank", "cols", "contains", "empty", "false", "forloop", "in", "limit",
        "nil", "not", "null", "offset", "or", "reversed", "true", "with",
    }
)  # fmt: skip
_TAG = re.compile(
    r"\{\{-?(?P<shown>.*?)-?\}\}|\{%-?\s*(?P<word>#|\w*)(?P<rest>.*?)-?%\}", re.DOTALL
)
_PART = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?P<filter>\|\s*\w+)|(?P<argument>\w+\s*:)"""
    r"""|(?P<path>[^\W\d][\w-]*(?:\s*\.\s*[\w-]+)*)""",
)
_HIDDEN = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Variable:
    """A path such as `customer.name` at `start` of the text. `guarded`: it has a default, or the
    text asks before whether it is known."""

    path: tuple[str, ...]
    start: int
    end: int
    guarded: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What python-liquid would refuse, with where it stands and what to type."""

    title: str
    start: int
    end: int
    help: str = ""


@dataclass
class Reading:
    """What a text names and what is wrong with it."""

    variables: list[Variable] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    local: set[str] = field(default_factory=set)
    open: list[tuple[str, int, int, set[tuple[str, ...]]]] = field(default_factory=list)


def read(text: str) -> Reading:
    """The variables and faults of a Liquid text."""
    text = _HIDDEN.sub(lambda found: " " * len(found.group()), text)
    reading = Reading()
    end = 0
    for tag in _TAG.finditer(text):
        _between(text, end, tag.start(), reading)
        end = tag.end()
        if tag["shown"] is not None:
            _shown(tag["shown"], tag.start("shown"), reading)
        else:
            _tag(tag, reading)
    _between(text, end, len(text), reading)
    told = {fault.start for fault in reading.faults}
    for word, start, stop, _ in reading.open:
        if start in told:
            continue
        reading.faults.append(Fault(f"`{word}` is never closed", start, stop,
                                    f"add `{{% end{word} %}}`"))  # fmt: skip
    return reading


def _between(text: str, start: int, end: int, reading: Reading) -> None:
    for sign, closing in (("{{", "}}"), ("{%", "%}")):
        at = text.find(sign, start, end)
        if at >= 0:
            reading.faults.append(Fault(f"`{sign}` is never closed", at, at + 2,
                                        f"close it with `{closing}`"))  # fmt: skip


def _shown(inside: str, offset: int, reading: Reading) -> None:
    if not inside.strip():
        reading.faults.append(Fault("nothing stands between `{{` and `}}`", offset - 2,
                                    offset + len(inside) + 2))  # fmt: skip
    default = re.search(r"\|\s*default\b", inside) is not None
    for path, start, end in _paths(inside, offset, reading):
        asked = any(path in known for *_, known in reading.open)
        _use(Variable(path, start, end, default or asked), reading)


def _use(variable: Variable, reading: Reading) -> None:
    if variable.path[0] not in reading.local:
        reading.variables.append(variable)


def _tag(tag: re.Match[str], reading: Reading) -> None:
    word, rest, offset = tag["word"], tag["rest"], tag.start("rest")
    if word == "#":
        return
    if word == "assign" or word in ("for", "capture", "tablerow"):
        _declare(rest, reading)
    paths = list(_paths(rest, offset, reading))
    for path, start, end in paths:
        _use(Variable(path, start, end, word != "echo"), reading)
    if word in CLOSED:
        asked = {path for path, _, _ in paths}
        reading.open.append((word, tag.start(), tag.end(), asked))
    elif word.startswith("end") and reading.open and word == f"end{reading.open[-1][0]}":
        reading.open.pop()
    elif reading.open and word in CLOSED[reading.open[-1][0]]:
        reading.open[-1][3].update(path for path, _, _ in paths)
    elif word not in OPEN:
        _strange(tag, word, reading)


def _declare(rest: str, reading: Reading) -> None:
    name = re.match(r"\s*([\w-]+)", rest)
    if name:
        reading.local.add(name[1])


def _strange(tag: re.Match[str], word: str, reading: Reading) -> None:
    every = [*CLOSED, *OPEN, *(f"end{each}" for each in CLOSED), "else", "elsif", "when"]
    if word in every:
        inner = f"`{reading.open[-1][0]}` is still open" if reading.open else "nothing is open"
        title, help = f"`{word}` closes or continues nothing here", inner
    else:
        near = nearest(word, every)
        title = f"unknown tag `{word}`"
        help = f"did you mean `{near}`?" if near else "a text cannot include other files"
        _as_meant(tag, near or "", reading)
    reading.faults.append(Fault(title, tag.start(), tag.end(), help))


def _as_meant(tag: re.Match[str], word: str, reading: Reading) -> None:
    """Opens or closes what a misspelt tag would, so that only it is wrong."""
    if word in CLOSED:
        asked = {path for path, _, _ in _paths(tag["rest"], tag.start("rest"), Reading())}
        reading.open.append((word, tag.start(), tag.end(), asked))
    elif reading.open and word == f"end{reading.open[-1][0]}":
        reading.open.pop()


def _paths(
    inside: str, offset: int, reading: Reading
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The variables in an expression, with their places; unknown filters are faults."""
    for part in _PART.finditer(inside):
        if part["filter"]:
            name = part["filter"].lstrip("| \t\n")
            if name not in FILTERS:
                near = nearest(name, FILTERS)
                help = f"did you mean `{near}`?" if near else ""
                end = offset + part.end()
                reading.faults.append(Fault(f"unknown filter `{name}`", end - len(name), end, help))
        elif part["path"]:
            path = tuple(re.split(r"\s*\.\s*", part["path"]))
            if path[0] not in _WORDS:
                yield path, offset + part.start(), offset + part.end()
