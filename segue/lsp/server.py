"""The server: what is open in the editor."""

from __future__ import annotations

from importlib.metadata import version

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from segue.lsp.projects import Place, Projects
from segue.lsp.publishing import Publisher
from segue.lsp.stores import Stores


class Server(LanguageServer):
    """A language server with the projects that are open in it."""

    def __init__(self) -> None:
        super().__init__("segue", version("segue"))
        self.projects = Projects()
        self.publisher = Publisher(self._publish)
        self.stores = Stores()

    def place(self, document: types.TextDocumentIdentifier) -> Place | None:
        """The file that is asked about; None where it is none of a project."""
        found = self.projects.of(document.uri)
        if found is None or found[1] not in found[0].state.files:
            return None
        return Place(*found, self.workspace.position_codec)

    def _publish(self, found: types.PublishDiagnosticsParams) -> None:
        self.text_document_publish_diagnostics(found)
