"""From the statements that the store is spoken to in, DuckDB's SQL with primitives, to another
engine's own: one set of statements, whatever keeps the store."""
