"""Lists of customers in files: what a file says of each is a field, and who is on it a segment.

So a list is recorded with the customers, as versions (S5), and stands wherever a segment does. The
field's name has a space, so that no file can name it.
"""

from __future__ import annotations

from compiler.meaning.world import World
from compiler.model.conditions import Truth
from compiler.model.declarations import Field, Segment
from compiler.model.values import CustomerField, Type
from dsl import tree


def field_of(name: str) -> str:
    """The customer's field that says whether they are on the list `name`."""
    return f"{name} list"


def list_fields(world: World) -> None:
    """Adds to `world.fields` the field of every list that stands in a file."""
    for node in world.names.lists.values():
        if node.file is not None:
            name = field_of(node.name.text)
            world.fields[name] = Field(name, Type.YES_NO, "", list_file=node.file.value)


def on_list(node: tree.List) -> Segment:
    """The customers of a list."""
    title = node.title.value if node.title else None
    there = Truth(CustomerField(field_of(node.name.text), Type.YES_NO))
    return Segment(node.name.text, title, there)
