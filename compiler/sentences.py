"""What the files say of each name, word for word: to stand beside what is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dsl import tree

CUSTOMERS = "customers"

Sentences = Mapping[str, str]
"""By name, the lines that declare it; those of the customers under `customers`."""


def sentences(files: Iterable[tree.File], texts: Mapping[str, str]) -> Sentences:
    """The lines of every declaration that a query can be made of. `texts`: the files', by path."""
    found: dict[str, str] = {}
    for node in (node for file in files for node in file.declarations):
        said = texts[node.span.path][node.span.start : node.span.end]
        if isinstance(node, tree.Customers):
            found[CUSTOMERS] = said
        elif isinstance(node, _NAMED):
            found[node.name.text] = said
    return found


_NAMED = (
    tree.Event, tree.Record, tree.List, tree.Trait, tree.Score, tree.Predict, tree.Segment,
    tree.Groups,
)  # fmt: skip


def sentence_of(said: Sentences, name: str) -> tuple[str, str]:
    """By which name the thing `name` was declared (`rfm` for the part `rfm.recency`), and the
    lines that did so; empty lines where none are known."""
    declared = name if name in said else name.partition(".")[0]
    return declared, said.get(declared, "")
