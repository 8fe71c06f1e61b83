"""Makes dsl/tables.json from dsl/campaign.lark: `python -m dsl.tables`.

lark is needed here and in tests only; what runs the tables is dsl/engine.py. A test proves that
the committed file is what this makes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dsl.builders import NOT_BUILT

GRAMMAR = Path(__file__).with_name("campaign.lark")
TABLES = Path(__file__).with_name("tables.json")
STARTS = (
    "declaration", "field_line", "group_line", "score_line", "condition_line", "policy_line",
    "channel_line", "message_line", "variant_line", "campaign_line", "entry_line", "step_line",
    "arm_line", "test_line", "record_line", "offer_line", "hook_line", "way_line",
)  # fmt: skip


def lark_parser(*, debug: bool = False) -> Any:
    """lark's own parser of the grammar; `debug` logs its conflicts."""
    from lark import Lark

    return Lark(
        GRAMMAR.read_text("utf-8"), start=list(STARTS), parser="lalr", debug=debug,
        maybe_placeholders=True,
    )  # fmt: skip


def make() -> dict[str, Any]:
    """The tables as JSON: numbers of states, rules and nonterminals instead of lark's objects.

    `actions`: per state, what to do on a terminal: n >= 0 shifts and goes to state n, n < 0
    reduces by rule -n - 1. `rules`: left side, length, what to build ("" passes its only child
    on), and which children it gets, None where an optional part is missing. `unbuilt`: the states
    in which only what is not built yet can go on.
    """
    parser = lark_parser()
    lalr = parser.parser.parser._parse_table
    in_order = sorted(parser.rules, key=_spelling)
    rules = {rule: number for number, rule in enumerate(in_order)}
    states = _numbered(lalr)
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for old in states:
        actions.append({})
        gotos.append({})
        for symbol, (action, argument) in sorted(lalr.states[old].items()):
            if action.name == "Reduce":
                actions[-1][symbol] = -rules[argument] - 1
            elif symbol.isupper():
                actions[-1][symbol] = states[argument]
            else:
                gotos[-1][symbol] = states[argument]
    made = {
        "starts": {start: states[lalr.start_states[start]] for start in STARTS},
        "ends": {start: states[lalr.end_states[start]] for start in STARTS},
        "words": _words(parser),
        "actions": actions,
        "gotos": gotos,
        "rules": [_rule(rule) for rule in in_order],
    }
    sides = [[symbol.name for symbol in rule.expansion] for rule in in_order]
    return {**made, "unbuilt": _unbuilt(made, sides)}


Item = tuple[int, int]
"""A rule and how many of its symbols have been read."""


def _unbuilt(made: dict[str, Any], sides: list[list[str]]) -> list[int]:
    """The states all of whose rules that are begun are of what is not built yet. `sides`: the
    right side of each rule."""
    names = [rule[2] for rule in made["rules"]]
    return [
        state
        for state, items in enumerate(_begun(made, sides))
        if items and all(names[rule] in NOT_BUILT for rule, _ in items)
    ]


def _begun(made: dict[str, Any], sides: list[list[str]]) -> list[set[Item]]:
    """For each state, the rules of which a part has been read when it is reached: what lark knew
    when it made the states, found again by going through them."""
    begun: list[set[Item]] = [set() for _ in made["actions"]]
    waiting = [(state, item) for start, state in made["starts"].items()
               for item in _begins(made, sides, start)]  # fmt: skip
    seen = set(waiting)
    while waiting:
        state, (rule, read) = waiting.pop()
        if read == len(sides[rule]):
            continue
        symbol = sides[rule][read]
        row = made["actions"] if symbol.isupper() else made["gotos"]
        target = row[state][symbol]
        begun[target].add((rule, read + 1))
        further = [(target, (rule, read + 1))]
        further += [(state, item) for item in _begins(made, sides, symbol)]
        waiting += [each for each in further if each not in seen]
        seen.update(further)
    return begun


def _begins(made: dict[str, Any], sides: list[list[str]], symbol: str) -> list[Item]:
    """The rules of a part of the grammar, with nothing of them read."""
    return [(number, 0) for number in range(len(sides)) if made["rules"][number][0] == symbol]


def _spelling(rule: Any) -> tuple[str, list[str], str]:
    return rule.origin.name, [symbol.name for symbol in rule.expansion], rule.alias or ""


def _numbered(lalr: Any) -> dict[int, int]:
    """New numbers for lark's states, in the order in which they are reached: lark's own differ
    from run to run."""
    found = {lalr.start_states[start]: number for number, start in enumerate(STARTS)}
    waiting = list(found)
    while waiting:
        row = lalr.states[waiting.pop(0)]
        for _, (action, argument) in sorted(row.items()):
            if action.name == "Shift" and argument not in found:
                found[argument] = len(found)
                waiting.append(argument)
    return found


def _words(parser: Any) -> dict[str, str]:
    """Each word of the language and its terminal."""
    return {
        terminal.pattern.value: terminal.name
        for terminal in sorted(parser.terminals, key=lambda terminal: str(terminal.name))
        if terminal.pattern.type == "str" and terminal.pattern.value.isalpha()
    }


def _rule(rule: Any) -> tuple[str, int, str, list[int | None], str]:
    keep_all = rule.options.keep_all_tokens
    here = iter(enumerate(rule.expansion))
    kept: list[int | None] = []
    for absent in rule.options.empty_indices or (False,) * len(rule.expansion):
        if absent:
            kept.append(None)
            continue
        number, symbol = next(here)
        if keep_all or not (symbol.is_term and symbol.filter_out):
            kept.append(number)
    name = rule.alias or rule.origin.name
    if not rule.alias and (rule.options.expand1 or rule.options.keep_all_tokens):
        name = ""
        assert len(kept) == 1, rule
    return rule.origin.name, len(rule.expansion), name, kept, rule.expansion[0].name


BEHIND_NAMES = frozenset(
    {"message_ref", "segment_ref", "channel_ref", "split_ref", "offer_ref", "hook_ref"}
)
"""Roles that stand where a word of the language may stand too, so that their names lose more
words than others do."""


def reserved(made: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The words that no name may be, and those that no message, segment or channel may be: a
    word is lost where it and a name may stand in one place, unless it is a name there itself."""
    by_terminal = {terminal: word for word, terminal in made["words"].items()}
    everywhere: set[str] = set()
    behind: set[str] = set()
    for row in made["actions"]:
        if row.get("NAME", -1) < 0:
            continue
        roles = _roles(made, row["NAME"])
        for terminal in row.keys() & by_terminal.keys():
            if _roles(made, row[terminal]) & {"path_word", "message_word"}:
                continue
            (behind if roles <= BEHIND_NAMES else everywhere).add(by_terminal[terminal])
    return everywhere, behind - everywhere


def _roles(made: dict[str, Any], state: int) -> set[str]:
    """What the symbol just shifted into `state` can be by itself."""
    if state < 0:
        return set()
    reductions = {-action - 1 for action in made["actions"][state].values() if action < 0}
    return {made["rules"][rule][0] for rule in reductions if made["rules"][rule][1] == 1}


def text() -> str:
    """What dsl/tables.json must hold."""
    return json.dumps(make(), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


if __name__ == "__main__":
    TABLES.write_text(text(), "utf-8")
