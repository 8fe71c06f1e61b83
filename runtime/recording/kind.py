"""One kind of event as it is recorded: its source, its tables, and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from compiler.model.declarations import Event
from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from runtime.recording.ledger import Entry
from runtime.store.columns import is_kept, quoted


@dataclass(frozen=True)
class Kind:
    """One kind of event: what stands behind it and what was recorded of it. `told`: a hash of a
    source's row by which it can be told from another, None: it is computed here."""

    event: Event
    table: Table
    entry: Entry
    told: exp.Expr | None = None

    @property
    def staged(self) -> str:
        """A name that no other table has, whatever the event is called."""
        return quoted(f"staged event {self.event.name}")

    @property
    def recorded(self) -> str:
        return quoted(f"event_{self.event.name}")

    @property
    def hashed(self) -> bool:
        """Whether its rows are named by their hash, since they bring no id (S11)."""
        return self.event.id is None and not is_kept(self.event)

    @property
    def fields(self) -> list[str]:
        return [quoted(f"f_{name}") for name in self.table.fields]

    @cached_property
    def arrival(self) -> str:
        column = self.table.arrival or self.table.time
        assert column is not None
        return emit(column, "duckdb")

    @cached_property
    def source(self) -> str:
        return emit(self.table.source, "duckdb")

    @cached_property
    def mark(self) -> str:
        if self.told is not None:
            return emit(self.told, "duckdb")
        assert self.table.id is not None
        whole = [*self.table.fields.values(), self.table.customer]
        told = whole if self.hashed else [self.table.id]
        return f"hash({', '.join([self.arrival, *(emit(part, 'duckdb') for part in told)])})"

    def rows(self, where: str) -> str:
        """The source's rows with the columns of the staged table. S10: text in NFC."""
        assert self.table.time is not None and self.table.id is not None
        key = f"nullif(nfc_normalize(CAST({emit(self.table.customer, 'duckdb')} AS VARCHAR)), '')"
        columns = {
            '"key"': key,
            '"time"': emit(self.table.time, "duckdb"),
            '"natural"': self.arrival,
            '"id"': f"nfc_normalize(CAST({emit(self.table.id, 'duckdb')} AS VARCHAR))",
            '"mark"': self.mark,
            **{
                quoted(f"f_{name}"): emit(part, "duckdb")
                for name, part in self.table.fields.items()
            },
        }
        if self.table.enrolment is not None:
            columns['"enrolment"'] = emit(self.table.enrolment, "duckdb")
        listed = ", ".join(f"{part} AS {name}" for name, part in columns.items())
        return f"SELECT {listed} FROM {self.source} WHERE {where}"
