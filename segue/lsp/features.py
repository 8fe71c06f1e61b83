"""Which feature answers what an editor asks."""

from __future__ import annotations

from segue.lsp import (
    actions,
    colours,
    completion,
    documents,
    folding,
    formatting,
    hints,
    hover,
    journeys,
    navigation,
    renaming,
    symbols,
)
from segue.lsp.server import Server


def server() -> Server:
    """A server with every feature."""
    made = Server()
    for feature in (
        documents, completion, hover, navigation, renaming, symbols, formatting, actions, folding,
        colours, hints, journeys,
    ):  # fmt: skip
        feature.register(made)
    return made
