"""Runs the parse tables over the tokens of one line.

The tables come from `dsl/campaign.lark` by way of lark (`dsl/tables.py`); lark itself is not
needed here. Building is done bottom-up by the functions of dsl/builders.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dsl.builders import BUILDERS, Builder
from dsl.lexer import Token
from dsl.source import Span

END = "$END"
_TABLES = Path(__file__).with_name("tables.json")


@dataclass(frozen=True, slots=True)
class Rule:
    """`origin` is the left side, `length` how many symbols it takes, `kept` the positions of
    those that are handed to `build`; without `build` the only one is passed on. `first` is the
    first symbol of the right side."""

    origin: str
    length: int
    build: Builder | None
    kept: tuple[int | None, ...]
    first: str


@dataclass(frozen=True, slots=True)
class Tables:
    """`unbuilt`: the states in which only what is not built yet can go on."""

    starts: Mapping[str, int]
    ends: Mapping[str, int]
    words: Mapping[str, str]
    actions: Sequence[Mapping[str, int]]
    gotos: Sequence[Mapping[str, int]]
    rules: Sequence[Rule]
    unbuilt: frozenset[int]


@cache
def tables() -> Tables:
    """The tables of the grammar, read once."""
    raw = json.loads(_TABLES.read_text("utf-8"))
    rules = tuple(
        Rule(origin, length, BUILDERS[name] if name else None, tuple(kept), first)
        for origin, length, name, kept, first in raw["rules"]
    )
    return Tables(
        raw["starts"], raw["ends"], raw["words"], raw["actions"], raw["gotos"], rules,
        frozenset(raw["unbuilt"]),
    )  # fmt: skip


class Stuck(Exception):
    """No parse goes on at token `position` (the number of tokens where the line ends too early).

    `states` is the stack there, from which `dsl.expected` tells what could have come.
    """

    def __init__(self, start: str, states: tuple[int, ...], position: int) -> None:
        super().__init__(start, position)
        self.start = start
        self.states = states
        self.position = position


def parse_line(path: str, start: str, line: Sequence[Token]) -> Any:
    """What the tokens of a line build, read as a line of the kind `start`.

    Raises Stuck where the grammar does not go on, and whatever the builders raise.
    """
    grammar = tables()
    actions, gotos, rules, words = grammar.actions, grammar.gotos, grammar.rules, grammar.words
    states = [grammar.starts[start]]
    values: list[Any] = []
    begins: list[int] = []
    ends: list[int] = []
    for position, token in enumerate(line):
        terminal = token.kind
        if terminal == "NAME":
            word = words.get(token.text)
            if word is not None and word in actions[states[-1]]:
                terminal = word
        while True:
            action = actions[states[-1]].get(terminal)
            if action is None:
                raise Stuck(start, tuple(states), position)
            if action >= 0:
                states.append(action)
                values.append(token)
                begins.append(token.start)
                ends.append(token.end)
                break
            _reduce(path, rules[-action - 1], states, values, begins, ends, gotos)
    final = grammar.ends[start]
    while states[-1] != final:
        action = actions[states[-1]].get(END)
        if action is None or action >= 0:
            raise Stuck(start, tuple(states), len(line))
        _reduce(path, rules[-action - 1], states, values, begins, ends, gotos)
    return values[-1]


def _reduce(
    path: str,
    rule: Rule,
    states: list[int],
    values: list[Any],
    begins: list[int],
    ends: list[int],
    gotos: Sequence[Mapping[str, int]],
) -> None:
    """Replaces the topmost symbols by the rule's left side and what it builds."""
    first = len(values) - rule.length
    if rule.build is None:
        kept = rule.kept[0]
        assert kept is not None
        value = values[first + kept]
    else:
        children = [None if kept is None else values[first + kept] for kept in rule.kept]
        value = rule.build(Span(path, begins[first], ends[-1]), *children)
    begin, end = begins[first], ends[-1]
    del states[-rule.length :], values[first:], begins[first:], ends[first:]
    states.append(gotos[states[-1]][rule.origin])
    values.append(value)
    begins.append(begin)
    ends.append(end)
