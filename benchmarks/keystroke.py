"""A keystroke in a project of 1,000 campaigns, over the protocol that editors speak.

`segue lsp` runs as editors start it. A line is typed letter by letter into one of 100 files; after
each letter comes what an editor asks: completion, then hover, and the findings of the file, which
are waited for. The next letter follows when all three are there. Beside that stands how long the
server computed for it, which does not hang on what else the computer does.

    python -m benchmarks.keystroke
    python -m benchmarks.keystroke --campaigns 100 --times 5
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from benchmarks.checking import generated

BAR = 0.1
TYPED = "      send offer_505 by push, else email"
BEHIND = "    early 50%\n"
"""In the middle of the file, under an arm."""

READING = 5.0
"""Seconds for which whoever opens a project reads before they type; it is checked meanwhile."""

COMPUTED = "the server computed"

Times = dict[str, list[float]]


class Editor(LanguageClient):
    """An editor with one file open."""

    def __init__(self, file: Path) -> None:
        super().__init__("keystroke", "1")
        self.uri = file.as_uri()
        self.edition = 0
        self.told = asyncio.Event()
        self.found: list[types.Diagnostic] = []

        def told(params: types.PublishDiagnosticsParams) -> None:
            if params.uri == self.uri:
                self.found = list(params.diagnostics)
                self.told.set()

        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(told)

    async def start(self, folder: Path, text: str) -> float:
        """Seconds until the whole project is open and the first findings are there."""
        start = perf_counter()
        await self.start_io(str(Path(sys.executable).parent / "segue"), "lsp")
        folders = [types.WorkspaceFolder(folder.as_uri(), "large")]
        await self.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), workspace_folders=folders)
        )
        self.initialized(types.InitializedParams())
        document = types.TextDocumentItem(self.uri, "campaign", 0, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))
        await self.told.wait()
        return perf_counter() - start

    async def keystroke(self, at: types.Position, letter: str, times: Times) -> None:
        """Types a letter and waits for all that is answered to it."""
        self.edition += 1
        self.told.clear()
        start = perf_counter()
        changed = types.VersionedTextDocumentIdentifier(self.edition, self.uri)
        change = types.TextDocumentContentChangePartial(types.Range(at, at), letter)
        self.text_document_did_change(types.DidChangeTextDocumentParams(changed, [change]))
        document = types.TextDocumentIdentifier(self.uri)
        behind = types.Position(at.line, at.character + 1)
        found = await self.text_document_completion_async(types.CompletionParams(document, behind))
        times["completion"].append(perf_counter() - start)
        if letter == "_":
            assert isinstance(found, types.CompletionList) and found.items
        asked = perf_counter()
        await self.text_document_hover_async(types.HoverParams(document, types.Position(1, 10)))
        times["hover"].append(perf_counter() - asked)
        await self.told.wait()
        times["findings of the file"].append(perf_counter() - start)

    def computed(self) -> float:
        """Seconds for which the server has computed so far, also in the background."""
        assert self._server is not None
        stat = Path(f"/proc/{self._server.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    async def delete(self, at: types.Position, length: int) -> None:
        """Takes the line away again."""
        self.edition += 1
        self.told.clear()
        changed = types.VersionedTextDocumentIdentifier(self.edition, self.uri)
        end = types.Position(at.line, at.character + length)
        change = types.TextDocumentContentChangePartial(types.Range(at, end), "")
        self.text_document_did_change(types.DidChangeTextDocumentParams(changed, [change]))
        await self.told.wait()


async def measured(folder: Path, times: int) -> tuple[float, Times]:
    """Seconds until the project is open, and those of each answer."""
    file = folder / "rescue_500.campaign"
    if not file.exists():
        file = folder / "rescue_0.campaign"
    text = file.read_text(encoding="utf-8")
    cut = text.index(BEHIND) + len(BEHIND)
    line = text[:cut].count("\n")
    editor = Editor(file)
    opened = await editor.start(folder, text[:cut] + "\n" + text[cut:])
    await asyncio.sleep(READING)
    found: Times = {"completion": [], "hover": [], "findings of the file": [], COMPUTED: []}
    for _ in range(times):
        before = editor.computed()
        for column, letter in enumerate(TYPED):
            await editor.keystroke(types.Position(line, column), letter, found)
        found[COMPUTED].append((editor.computed() - before) / len(TYPED))
        assert not any("expected" in each.message for each in editor.found)
        await editor.delete(types.Position(line, 0), len(TYPED))
        await asyncio.sleep(1.5)  # whoever writes stops: the whole project is looked at
    await editor.shutdown_async(None)
    editor.exit(None)
    return opened, found


def told(name: str, seconds: list[float]) -> str:
    """The median, and what 99 of 100 take at most."""
    last = quantiles(seconds, n=100)[98]
    verdict = "within" if last <= BAR else "OVER"
    return (
        f"{name}: median {median(seconds) * 1000:.0f} ms, 99% {last * 1000:.0f} ms "
        f"({len(seconds)} keystrokes), {verdict} the bar of {BAR * 1000:.0f} ms"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--campaigns", type=int, default=1_000)
    options.add_argument("--times", type=int, default=10)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="segue-keystroke-") as name:
        folder = Path(name)
        lines = generated(folder, chosen.campaigns)
        opened, found = asyncio.run(measured(folder, chosen.times))
    print(f"{chosen.campaigns:,} campaigns, {lines:,} lines: open after {opened:.1f} s")
    computed = found.pop(COMPUTED)
    for each, seconds in found.items():
        print(told(each, seconds))
    print(f"{COMPUTED}: median {median(computed) * 1000:.0f} ms a keystroke")


if __name__ == "__main__":
    main()
