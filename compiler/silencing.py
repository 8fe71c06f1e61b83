"""Warnings that a comment on their line silences, and what is wrong with such comments.

`# segue: allow NAME because …` stands behind the line that a warning is about, or above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compiler.findings import Findings
from compiler.suggest import nearest
from dsl import tree
from dsl.diagnostics import Diagnostic, Edit, Severity
from dsl.source import Span

_ALLOW = re.compile(r"allow[ \t]+(?P<name>[^\s,:]+)(?P<rest>.*)", re.IGNORECASE)
_BECAUSE = re.compile(r"[ \t]+because\b[ \t:]*(?P<why>.*)", re.IGNORECASE)
_SEVERAL = re.compile(r"[ \t]*(?:,|(?:and|or)\b)", re.IGNORECASE)
_FORM = "write `# segue: allow NAME because …`"
OWN = "W02"
"""What the codes about silences begin with: those say whether the others may be silent."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """`shown` are the findings that are left, with those about silences; `silent` the others."""

    shown: tuple[Diagnostic, ...]
    silent: tuple[Diagnostic, ...]


def silenced(
    told: Sequence[tree.Silence],
    found: Sequence[Diagnostic],
    names: Mapping[str, str],
    *,
    whole: bool,
) -> Silenced:
    """The findings without the warnings that the comments `told` silence.

    `names`: of all checks, by code. `whole`: whether every check has looked, so that a silence
    for which nothing was found is of no use.
    """
    about = Findings(names)
    silent: set[Diagnostic] = set()
    for silence in told:
        name = _allowed(silence, about, names)
        if name is None:
            continue
        here = [each for each in found if each.name == name and _lies_in(each.span, silence.lines)]
        silent.update(each for each in here if each.severity is Severity.WARNING)
        if whole and not here:
            about.add(
                "W0205", silence.span, f"nothing on this line is `{name}`",
                "take the comment out, or put it on the line that it is meant for",
                edit=Edit(silence.whole, ""),
            )  # fmt: skip
    shown = [each for each in found if each not in silent]
    both = sorted([*shown, *about.all()], key=lambda each: (each.span, each.code, each.title))
    return Silenced(tuple(both), tuple(each for each in found if each in silent))


def _lies_in(span: Span, lines: Sequence[Span]) -> bool:
    return any(
        span.path == line.path and line.start <= span.start < line.end for line in lines
    )


def _allowed(silence: tree.Silence, about: Findings, names: Mapping[str, str]) -> str | None:
    """The name of the check that the comment silences; None where it can silence none. What is
    wrong with the comment goes to `about`."""
    said = _ALLOW.match(silence.text)
    if said is None:
        about.add("W0202", silence.span, "this comment speaks to the checks, which cannot read it",
                  f"{_FORM}, or begin it with another word than `segue`")  # fmt: skip
        return None
    if _SEVERAL.match(said["rest"]):
        about.add("W0202", silence.span, "a comment silences one check",
                  "write a comment for each, one above the other")  # fmt: skip
        return None
    typed = said["name"].strip("`\"'")
    name = typed if typed in names.values() else _meant(typed, silence, about, names)
    if name is None or not _is_warning(name, silence, about, names):
        return None
    _look_for_reason(said["rest"], name, silence, about)
    return name


def _look_for_reason(rest: str, name: str, silence: tree.Silence, about: Findings) -> None:
    """W0201 where none is given; the silence holds all the same, so that one thing is said."""
    because = _BECAUSE.match(rest)
    why = (because["why"] if because else rest).strip(" \t.…:-–—")
    if because and why:
        return
    about.add(
        "W0201", silence.span,
        "the reason of a silence stands behind `because`" if why else
        "this silence gives no reason",
        f"write `# segue: allow {name} because {why or '…'}`" + ("" if why else ", and why"),
    )  # fmt: skip


def _meant(
    typed: str, silence: tree.Silence, about: Findings, names: Mapping[str, str]
) -> str | None:
    """W0203: the name that was meant by what is no name of a check, if that can be told. A code
    stands for its name."""
    meant = names.get(typed.upper()) or _near(typed.lower(), names)
    place = _place(typed, silence)
    about.add(
        "W0203", place, f"there is no check `{typed}`",
        f"write `{meant}`" if meant else "take the name from what `segue check` says, such as "
        "`unused` in `warning[W0101] unused`",
        edit=Edit(place, meant) if meant else None,
    )  # fmt: skip
    return meant


def _near(typed: str, names: Mapping[str, str]) -> str | None:
    """The nearest name; one that begins with what was typed is near, too."""
    begun = [name for name in names.values() if name.startswith(f"{typed}-")]
    spelled = typed.replace("_", "-")
    if spelled in names.values():
        return spelled
    return begun[0] if len(begun) == 1 else nearest(typed, names.values())


def _place(typed: str, silence: tree.Silence) -> Span:
    """Where the name stands in the comment."""
    first = silence.span.end - len(silence.text) + silence.text.index(typed)
    return Span(silence.span.path, first, first + len(typed))


def _is_warning(
    name: str, silence: tree.Silence, about: Findings, names: Mapping[str, str]
) -> bool:
    """Whether a check can be silenced; W0204 where it cannot."""
    code = next(code for code, each in names.items() if each == name)
    if not code.startswith("E") and not code.startswith(OWN):
        return True
    title = f"`{name}` is an error, and an error cannot be silenced"
    if code.startswith(OWN):
        title = f"`{name}` is about silences, and cannot be silenced"
    about.add("W0204", silence.span, title, "put right what is found, and take the comment out")
    return False
