"""What the stores of open projects know, looked up beside what is answered."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from compiler.editing.symbols import Space, Symbol
from compiler.zones import to_civil, zone
from dsl import tree
from segue.lsp.project import Project, State

LATER = 3.0
"""Seconds after which a store is looked at that somebody asks about: who has just opened a project
has it checked first."""

AGAIN = 300.0
"""Seconds after which a store is looked at again, where somebody asks."""

_SPACES = {"campaign": Space.CAMPAIGN, "segment": Space.SHARED}

Facts = Iterable[Mapping[str, Any]]


class Stores:
    """By project, what its store knew when it was looked at last. Nobody waits for it."""

    def __init__(self) -> None:
        self._known: dict[Project, Mapping[Symbol, str]] = {}
        self._asked: dict[Project, float] = {}
        self._asking: set[asyncio.Task[None]] = set()

    def known(self, project: Project) -> Mapping[Symbol, str]:
        """What is known by now; looks again where that is long ago."""
        now = asyncio.get_running_loop().time()
        if project.complete and now - self._asked.get(project, now - AGAIN) >= AGAIN:
            self._asked[project] = now
            task = asyncio.get_running_loop().create_task(self._ask(project))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        return self._known.get(project, {})

    async def _ask(self, project: Project) -> None:
        await asyncio.sleep(LATER)
        asked = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "segue.lsp.asking", str(project.root),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        out, _ = await asked.communicate()
        if asked.returncode == 0:
            self._known[project] = sentences(json.loads(out), _clock(project.state))


def sentences(facts: Facts, clock: str) -> Mapping[Symbol, str]:
    """What is known of each name, in a paragraph; instants on this clock."""
    found: dict[Symbol, list[str]] = {}
    for fact in facts:
        at = to_civil(datetime.fromisoformat(fact["at"]), clock)
        said = f"{fact['sentence']} (the store, as of {at:%Y-%m-%d %H:%M})"
        found.setdefault(_symbol(fact["sort"], fact["name"]), []).append(said)
    return {symbol: "  \n".join(said) for symbol, said in found.items()}


def _symbol(sort: str, name: str) -> Symbol:
    if sort == "group":
        groups, _, line = name.partition(".")
        return Symbol(Space.CHOICE, line, groups)
    return Symbol(_SPACES[sort], name)


def _clock(state: State) -> str:
    """The policy's zone."""
    for file in state.files.values():
        for node in file.parsed.file.declarations:
            if isinstance(node, tree.Policy) and node.timezone is not None:
                return node.timezone.value if zone(node.timezone.value) else "UTC"
    return "UTC"
