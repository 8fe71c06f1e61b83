"""Which sentences of the grammar stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from dsl import engine
from dsl.builders import BUILDERS
from dsl.engine import Rule, tables

Sentence = tuple[str, str]
"""A rule of the grammar: its name, and which of its forms."""

_NAMES = {build: name for name, build in BUILDERS.items()}
"""What the grammar calls the builders; several are made by one function, and called alike by it."""

ALIKE = frozenset({"unit", "weekday", "message_word", "path_word", "beside", "type_word"})
"""Lists of words, of which one stands for all."""


@contextmanager
def listening() -> Iterator[set[Sentence]]:
    """The sentences of all that is parsed meanwhile."""
    used: set[Sentence] = set()
    reduce = engine._reduce

    def listen(path: str, rule: Rule, *stacks: Any) -> None:
        used.add(_says(rule))
        reduce(path, rule, *stacks)

    with patch.object(engine, "_reduce", listen):
        yield used


def all_sentences() -> set[Sentence]:
    return {_says(rule) for rule in tables().rules if rule.origin not in ALIKE}


def _says(rule: Rule) -> Sentence:
    return rule.origin, _NAMES[rule.build] if rule.build else rule.first
