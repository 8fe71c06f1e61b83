"""A server, started as editors do, on a copy of the project that `segue init` makes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

TEMPLATE = Path(__file__).parents[3] / "segue" / "template"
SEGUE = str(Path(sys.executable).parent / "segue")


@dataclass
class Editor:
    """What somebody does in an editor; places are given by the text around them, with a `|`."""

    client: LanguageClient
    root: Path
    versions: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> None:
        """Opens a file; `text`: as if it were typed, unsaved."""
        self.texts[name] = (self.root / name).read_text("utf-8") if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "campaign", 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def close(self, name: str) -> None:
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(self.document(name))
        )

    def replace(self, name: str, before: str, after: str) -> None:
        """Types over a part of a file."""
        range = types.Range(self.at(name, "|" + before), self.at(name, before + "|"))
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        change = types.TextDocumentContentChangePartial(range, after)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [change])
        )
        self.texts[name] = self.texts[name].replace(before, after, 1)

    def at(self, name: str, part: str) -> types.Position:
        """The place of `|` in a part of the text, in UTF-16 code units."""
        text = self.texts[name]
        offset = text.index(part.replace("|", "", 1)) + part.index("|")
        begins = text.rfind("\n", 0, offset) + 1
        units = len(text[begins:offset].encode("utf-16-le")) // 2
        return types.Position(text.count("\n", 0, offset), units)

    def written(self, name: str, range: types.Range) -> str:
        """What stands at a range."""
        line = self.texts[name].split("\n")[range.start.line].encode("utf-16-le")
        return line[2 * range.start.character : 2 * range.end.character].decode("utf-16-le")

    async def asks(self, request: str, params: dict[str, Any]) -> Any:
        """What is answered to a request that is not of the protocol."""
        ask = self.client.protocol.send_request_async
        return await ask(request, params)  # type: ignore[no-untyped-call]

    async def findings(self, name: str) -> list[types.Diagnostic]:
        """What is wrong in a file, when it is told next."""
        while True:
            told = await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            if told.uri == self.uri(name):
                return list(told.diagnostics)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop 가게") / "shop"
    shutil.copytree(TEMPLATE, folder)
    return folder


def _registered(params: types.RegistrationParams) -> None:
    """The server asks to be told of files that others change."""


_STARTED = ClientServerConfig(server_command=[SEGUE, "lsp"])


@pytest_lsp.fixture(scope="module", config=_STARTED)  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    folder = types.WorkspaceFolder(root.as_uri(), "shop")
    capabilities = client_capabilities("visual-studio-code")
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(_registered)
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities, workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


@pytest.fixture(scope="module")
def editor(client: LanguageClient, root: Path) -> Editor:
    return Editor(client, root)
