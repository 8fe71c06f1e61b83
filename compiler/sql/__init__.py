"""Conditions to SQL: probes over everybody or over rows, as sqlglot expressions and as text."""
