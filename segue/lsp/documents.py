"""Files that are opened, typed in, saved and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from segue.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        for folder in server.workspace.folders.values():
            server.projects.open(folder.uri)
        for project in server.projects.every():
            server.publisher.opened(project, server.workspace.position_codec, 0)
            server.stores.known(project)
        _watch(server)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        _written(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        _written(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        _reread(server, params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            if change.uri not in server.workspace.text_documents:
                _reread(server, change.uri)


def _written(server: Server, uri: str) -> None:
    """What is typed counts."""
    found = server.projects.of(uri)
    if found is not None:
        project, path = found
        project.write(path, server.workspace.get_text_document(uri).source)
        server.publisher.changed(project, path, server.workspace.position_codec)


def _reread(server: Server, uri: str) -> None:
    """What is on the disk counts."""
    found = server.projects.of(uri)
    if found is not None:
        project, path = found
        project.reread(path)
        server.publisher.opened(project, server.workspace.position_codec)


def _watch(server: Server) -> None:
    """Asks the editor to tell of files that others change: a `git pull`, templates, settings."""
    can = server.client_capabilities.workspace
    watching = can.did_change_watched_files if can else None
    if watching is None or not watching.dynamic_registration:
        return
    watchers = [types.FileSystemWatcher(glob) for glob in ("**/*.campaign", "**/templates/**")]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    server.client_register_capability(
        types.RegistrationParams([
            types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ])
    )  # fmt: skip
