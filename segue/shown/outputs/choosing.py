"""Which outputs there are, and what is printed for those that are for programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segue.options import fail

if TYPE_CHECKING:
    from segue.shown.outputs.note import Case

OUTPUTS = ("human", "concise", "json", "sarif", "github", "junit")


def listed(outputs: Sequence[str]) -> str:
    """How the outputs of a command are named in its help."""
    return f"{', '.join(outputs[:-1])} or {outputs[-1]}."


HELP = listed(OUTPUTS)


def chosen(output: str, outputs: Sequence[str] = OUTPUTS) -> str:
    """The output that was asked for; fails where there is none of that name."""
    if output not in outputs:
        fail(f"`{output}` is no output; choose {listed(outputs).rstrip('.')}")
    return output


def printed(output: str, cases: list[Case], command: str) -> str:
    """The cases as concise, github, junit or sarif; `command` is what was typed."""
    from segue.shown.outputs.note import notes

    if output == "junit":
        from segue.shown.outputs.junit import junit

        return junit(cases, command)
    if output == "sarif":
        from segue.shown.outputs.sarif import sarif

        return sarif(notes(cases))
    if output == "github":
        from segue.shown.outputs.github import github

        return github(notes(cases))
    from segue.shown.outputs.concise import concise

    return concise(notes(cases))


def seen_from(project: Path, output: str) -> Callable[[str], str]:
    """Paths of the project as its reader sees them: from here, or for GitHub, which wants them so
    in SARIF, too, from the root of the checkout where it says which that is."""
    root = os.environ.get("GITHUB_WORKSPACE", "") if output in ("github", "sarif") else ""
    base = Path(root or ".").resolve()

    def seen(path: str) -> str:
        file = project.resolve() / path
        inside = file.is_relative_to(base)
        return (file.relative_to(base) if inside else file).as_posix()

    return seen
