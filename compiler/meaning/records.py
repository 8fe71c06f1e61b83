"""Records and products: what customers have several of, and what is sold, typed."""

from __future__ import annotations

from compiler.meaning.knowing import declared_field, role_column, stray_role
from compiler.meaning.names import unique
from compiler.meaning.world import World
from compiler.model.declarations import Field, Products, Record
from dsl import tree
from dsl.source import Span


def records(world: World) -> None:
    """Fills `world.records`; E0211 where one has no `id` or `customer`."""
    for declared in world.names.records.values():
        name = declared.name.text
        what = f"record {name}"
        fields = _fields(declared.fields, ("id", "customer"), what, world)
        id = _needed(declared.fields, "id", declared.name.span, what, world)
        customer = _needed(declared.fields, "customer", declared.name.span, what, world)
        world.records[name] = Record(name, declared.table.text, customer, id, fields)


def products(world: World) -> None:
    """Fills `world.products`; E0211 where they have no `key`."""
    declared = world.names.products
    if declared is None:
        return
    fields = _fields(declared.fields, ("key",), "products", world)
    key = _needed(declared.fields, "key", declared.table.span, "products", world)
    world.products = Products(declared.table.text, key, fields)


def _fields(
    lines: tuple[tree.FieldLine, ...], roles: tuple[str, ...], what: str, world: World
) -> tuple[Field, ...]:
    unique((line.name for line in lines), f"in `{what.split()[-1]}`,", world.findings)
    fields: dict[str, Field] = {}
    for line in lines:
        field = declared_field(line, world)
        if field is not None:
            fields.setdefault(field.name, field)
        elif line.type is None and line.name.text not in roles:
            stray_role(line, what, world)
    return tuple(fields.values())


def _needed(
    lines: tuple[tree.FieldLine, ...], role: str, span: Span, what: str, world: World
) -> str:
    column = role_column(lines, role)
    if column is None:
        world.findings.add(
            "E0211", span, f"`{what}` does not say {_MEANT[role]}",
            f"add a line such as `{role} from {_EXAMPLES[role]}`",
        )  # fmt: skip
    return column or ""


_MEANT = {
    "id": "which column names each of them", "customer": "whose they are",
    "key": "which column names a product",
}  # fmt: skip
_EXAMPLES = {"customer": "customer_id", "id": "booking_id", "key": "product_id"}
