"""How each declaration reads its table: which column, as what, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from compiler.model.declarations import Event, Field
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.suggest import listed, nearest
from runtime.settings import Settings
from runtime.sources import typed
from runtime.sources.civil import Clock, clock_of
from runtime.sources.findings import Finding
from runtime.sources.lists import called, list_fields, on_list
from runtime.sources.reader import ColumnTypes, Raw, Reader, SourceError
from runtime.store.columns import is_of_shop


@dataclass(frozen=True)
class Column:
    """One column that is read: `raw` as it is written, `value` as it is declared (without its
    `else`), `read` with it, `written` and `key` as a key or an id: text, not made NFC. `family`:
    of what sort its type is."""

    field: Field
    native: str
    family: str
    raw: exp.Expr
    value: exp.Expr
    written: exp.Expr

    @property
    def read(self) -> exp.Expr:
        if self.field.default is None:
            return self.value
        return build.coalesce(self.value.copy(), build.literal(self.field.default))

    @property
    def key(self) -> exp.Expr:
        return self.written.copy()

    @property
    def ordered(self) -> exp.Expr:
        """What is read, so that all engines order it alike."""
        return in_order(self.read, self.field.type)


def in_order(value: exp.Expr, kind: Type) -> exp.Expr:
    """A value by which all engines order alike: text by code point, and a list as one text."""
    if kind is Type.TEXTS:
        value = joined(value)
    return build.call("SEGUE_BYTES", value) if kind.textual or kind is Type.TEXTS else value


def joined(texts: exp.Expr) -> exp.Expr:
    """A list as one text."""
    return build.call("SEGUE_JOINED", texts, build.call("CHR", build.whole(29)))


@dataclass(frozen=True)
class OnList:
    """A list as it is read: `keys` is what stands behind FROM, `read` whether a customer is on
    it."""

    field: Field
    keys: exp.Expr
    read: exp.Expr
    native: str = "BOOLEAN"


@dataclass(frozen=True)
class Reading:
    """How a declaration (`customers`, `products`, or the name of an event or record) reads a
    table; `what` says which it is. `roles` are its key or `customer`, `time`, `id`, `arrived`,
    `version`;
    `lists`: the fields of the customer that files decide."""

    what: str
    name: str
    raw: Raw
    roles: Mapping[str, Column]
    fields: Mapping[str, Column]
    lists: Mapping[str, OnList] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether it reads a record."""
        return self.what.startswith("record ")


CUSTOMERS = "customers"
PRODUCTS = "products"
PRODUCT_TABLE = "all products"
"""The name of their reading, which no event can have."""


def readings(
    reader: Reader, project: Project, settings: Settings, *, files: bool | None = None
) -> tuple[dict[str, Reading], list[Finding]]:
    """Of the customers, the products, every record and every event that has a table: how
    it is read, and what stands in the way. A declaration whose table or one of whose columns
    cannot be read has no reading. `files`: those alone whose tables are files, or are none."""
    found: dict[str, Reading] = {}
    findings: list[Finding] = []
    for what, name, table, roles, fields in _declared(project):
        there = settings.tables.get(table)
        if files is not None and files is not (there is not None and there.file is not None):
            continue
        if there is None:
            findings.append(_missing_table(what, table, settings))
            continue
        try:
            raw = reader.open(table, settings.tables[table])
            clock = _clock(reader, raw, [*roles, *fields], settings.tables[table].timezone)
        except SourceError as error:
            findings.append(Finding(what, str(error), stops=True))
            continue
        except reader.error as error:
            said = reader.reason(error, settings.tables[table])
            findings.append(Finding(what, f"table `{table}`: {said}", stops=True))
            continue
        keys, missed = _columns(what, raw, roles, clock, reader.types)
        values, unfit = _columns(what, raw, fields, clock, reader.types)
        findings += [*missed, *unfit]
        if not missed and not unfit:
            found[name] = Reading(what, name, raw, keys, values)
    if CUSTOMERS in found:
        found[CUSTOMERS], missing = _with_lists(reader, found[CUSTOMERS], project)
        findings += missing
    return found, findings


def _with_lists(
    reader: Reader, reading: Reading, project: Project
) -> tuple[Reading, list[Finding]]:
    """The customers with a field for each list whose file can be read."""
    key, listed, findings = reading.roles["key"], {}, []
    for item in list_fields(project.customers):
        try:
            keys = reader.open_list(item, project.customers.key)
        except SourceError as error:
            findings.append(Finding(called(item), str(error), stops=True))
            continue
        listed[item.name] = OnList(item, keys, on_list(keys, key.key))
    return replace(reading, lists=listed), findings


def _declared(
    project: Project,
) -> Iterator[tuple[str, str, str, Sequence[Field], Sequence[Field]]]:
    """What it is, its name, its table, its roles and its fields."""
    customers = project.customers
    own = [item for item in customers.fields if item.list_file is None]
    roles = [Field("key", Type.TEXT, customers.key)]
    if customers.version is not None:
        roles.append(Field("version", Type.TIME, customers.version))
    yield CUSTOMERS, CUSTOMERS, customers.table, roles, own
    for event in project.events.values():
        if is_of_shop(event):
            assert event.table is not None
            yield f"event {event.name}", event.name, event.table, _roles(event), event.fields
    for record in project.records.values():
        roles = [Field("customer", Type.TEXT, record.customer), Field("id", Type.TEXT, record.id)]
        yield f"record {record.name}", record.name, record.table, roles, record.fields
    products = project.products
    if products is not None:
        key = [Field("key", Type.TEXT, products.key)]
        yield PRODUCTS, PRODUCT_TABLE, products.table, key, products.fields


def _roles(event: Event) -> list[Field]:
    roles = (
        ("customer", Type.TEXT, event.customer),
        ("time", Type.TIME, event.time),
        ("id", Type.TEXT, event.id),
        ("arrived", Type.TIME, event.arrived),
    )
    return [Field(name, kind, column) for name, kind, column in roles if column is not None]


def _missing_table(what: str, table: str, settings: Settings) -> Finding:
    near = nearest(table, settings.tables)
    hint = f"did you mean `{near}`?" if near else f'write "{table}" = "…" below [tables]'
    return Finding(what, f"there is no table `{table}` in segue.toml", hint, stops=True)


def _clock(reader: Reader, raw: Raw, items: Sequence[Field], zone: str) -> Clock:
    """The clock of the table's times without a zone."""
    columns = [
        item.column for item in items
        if item.type is Type.TIME and reader.types.family(raw.columns.get(item.column, ""))
        in ("text", "date", "civil")
    ]  # fmt: skip
    return clock_of(reader, raw, columns, zone)


def _columns(
    what: str, raw: Raw, items: Sequence[Field], clock: Clock, types: ColumnTypes
) -> tuple[dict[str, Column], list[Finding]]:
    columns: dict[str, Column] = {}
    wrong: list[Finding] = []
    for item in items:
        native = raw.columns.get(item.column)
        if native is None:
            wrong.append(_missing_column(what, raw, item.column))
        elif not typed.readable(native, item.type, types):
            wrong.append(_unfit(what, raw, item, native))
        else:
            columns[item.name] = _column(item, native, clock, types)
    return columns, wrong


def _column(item: Field, native: str, clock: Clock, types: ColumnTypes) -> Column:
    raw = typed.raw(item.column, native, types)
    value = typed.read(item.column, native, item, clock, types)
    written = typed.text(raw.copy(), native, types)
    return Column(item, native, types.family(native), raw, value, written)


def _missing_column(what: str, raw: Raw, column: str) -> Finding:
    near = nearest(column, raw.columns)
    hint = f"did you mean `{near}`?" if near else f"it has {listed(raw.columns)}"
    title = f"table `{raw.name}` has no column `{column}`"
    return Finding(what, title, hint, stops=True)


def _unfit(what: str, raw: Raw, item: Field, native: str) -> Finding:
    title = (
        f"`{item.name}` is declared {item.type.value}, "
        f"but column `{item.column}` of table `{raw.name}` is {native}"
    )
    return Finding(what, title, "convert it in a `.sql` file", stops=True)
