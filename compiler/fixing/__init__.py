"""Edits that put right what is found, made until none is left to make.

Only edits of checks that say so are made (`safe`), and only such after which no more is found than
before: where an edit brings another mistake to its own place, the line is left as it was typed.
First each file is read and edited for itself, then the whole project is checked.
"""

from __future__ import annotations

from compiler.fixing.project import Fix, Fixed, fixed

__all__ = ["Fix", "Fixed", "fixed"]
