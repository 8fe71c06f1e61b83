"""What the project's declarations say of what a journey names: titles, and what channels are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from compiler.picture.journey import Sign
from dsl import tree

_BY_TYPE = {"email": Sign.LETTER, "phone": Sign.BUBBLE}
"""What leads to a channel's address says what it is; all else (an app, a messenger) rings."""


@dataclass
class Declared:
    """Titles of messages and offers, and signs of channels, by name."""

    messages: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    signs: dict[str, Sign] = field(default_factory=dict)


def declared(files: Iterable[tree.File]) -> Declared:
    """Of all files of the project."""
    found, types = Declared(), dict[str, str]()
    nodes = [node for file in files for node in file.declarations]
    for node in nodes:
        if isinstance(node, tree.Customers):
            types |= {each.name.text: each.type.name for each in node.fields if each.type}
        elif isinstance(node, tree.Message) and node.title:
            found.messages[node.name.text] = node.title.value
        elif isinstance(node, tree.Offer) and node.title:
            found.offers[node.name.text] = node.title.value
    for node in nodes:
        if isinstance(node, tree.Channel) and node.address is not None:
            address = node.address.parts[-1].text
            found.signs[node.name.text] = _BY_TYPE.get(types.get(address, ""), Sign.BELL)
    return found
