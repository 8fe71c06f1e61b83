"""What is wrong, told to the editor: of the file that changes at once, of all others in a pause."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from lsprotocol import types
from pygls.workspace import PositionCodec

from compiler.editing.carried import carried
from compiler.editing.focus import BETWEEN
from dsl.diagnostics import Diagnostic
from segue.lsp.diagnostics import shown
from segue.lsp.project import Found, Project, State

SOON = 0.02
"""Seconds of silence after which the changed file is looked at: several changes that come together
are looked at once, and what was asked meanwhile is answered first."""

PAUSE = 0.6
"""Seconds of silence after which the whole project is looked at."""

Publish = Callable[[types.PublishDiagnosticsParams], None]


class Publisher:
    """Looks at projects when they change. The whole of one is looked at in another thread; what it
    found is not told where something changed meanwhile."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._timers: dict[object, asyncio.TimerHandle] = {}
        self._told: dict[str, list[Diagnostic]] = {}
        self._whole: dict[Project, tuple[State, Found]] = {}
        self._pool = ThreadPoolExecutor(1)

    def changed(self, project: Project, path: str, codec: PositionCodec) -> None:
        """The file `path` changed."""
        self._later(SOON, path, lambda: self._one(project, path, codec))
        self.opened(project, codec)

    def opened(self, project: Project, codec: PositionCodec, pause: float = PAUSE) -> None:
        """Something of the project changed."""
        if project.complete:
            self._later(pause, project, lambda: self._all(project, codec))

    def told(self, uri: str) -> list[Diagnostic]:
        """What was told last of a file."""
        return self._told.get(uri, [])

    def _later(self, seconds: float, key: object, do: Callable[[], object]) -> None:
        before = self._timers.pop(key, None)
        if before is not None:
            before.cancel()
        self._timers[key] = asyncio.get_running_loop().call_later(seconds, do)

    def _one(self, project: Project, path: str, codec: PositionCodec) -> None:
        state = project.state
        if path in state.files:
            found = self.found(project, state, path)
            self._tell(project, state, codec, {path: found}, again=True)

    def found(self, project: Project, state: State, path: str) -> list[Diagnostic]:
        """What is wrong in one file now; of what hangs on all campaigns, what was found of late."""
        if not project.complete:
            return state.unread(path)
        before, found = self._whole.get(project, (state, {}))
        late = [each for each in found.get(path, ()) if each.code in BETWEEN]
        if late:
            late = carried(late, before.files[path].source, state.files[path].source)
        return sorted([*state.of(path), *late], key=lambda diagnostic: diagnostic.span)

    def _all(self, project: Project, codec: PositionCodec) -> None:
        state = project.state
        looking = asyncio.get_running_loop().run_in_executor(self._pool, state.whole)

        def tell(done: asyncio.Future[Found]) -> None:
            if project.state is state and not done.cancelled():
                self._whole[project] = state, done.result()
                self._tell(project, state, codec, done.result())

        looking.add_done_callback(tell)

    def _tell(
        self, project: Project, state: State, codec: PositionCodec, found: Found,
        *, again: bool = False,
    ) -> None:  # fmt: skip
        """Publishes what is new; `again`: also what was told before, for an editor that waits."""
        for path, diagnostics in found.items():
            uri = project.uri(path)
            if again or self._told.get(uri, []) != diagnostics:
                self._told[uri] = diagnostics
                items = [shown(each, project, state, codec) for each in diagnostics]
                self._publish(types.PublishDiagnosticsParams(uri, items))
