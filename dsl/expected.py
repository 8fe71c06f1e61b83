"""What could have come where a line cannot go on, in the user's words.

The row of an LALR state names too much, since it merges what may follow in many places. So each
candidate is tried on a copy of the stack; this happens only for lines that are wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dsl.engine import END, tables
from dsl.lexer import Token

Stack = tuple[int, ...]


def shift(states: Stack, terminal: str) -> Stack | None:
    """The stack after this terminal, or None where it cannot come. END gives the stack at which
    the line is complete."""
    grammar = tables()
    stack = list(states)
    while True:
        if terminal == END and stack[-1] in grammar.ends.values():
            return tuple(stack)
        action = grammar.actions[stack[-1]].get(terminal)
        if action is None:
            return None
        if action >= 0:
            return (*stack, action)
        rule = grammar.rules[-action - 1]
        del stack[-rule.length :]
        stack.append(grammar.gotos[stack[-1]][rule.origin])


def accepted(states: Stack) -> dict[str, Stack]:
    """Every terminal that can come, and the stack after it."""
    candidates = [*tables().actions[states[-1]], END]
    found = ((terminal, shift(states, terminal)) for terminal in candidates)
    return {terminal: stack for terminal, stack in found if stack is not None}


def offered(states: Stack) -> dict[str, Stack]:
    """The same without what leads only to something that is not built yet, unless all does."""
    could = accepted(states)
    built = {
        terminal: stack for terminal, stack in could.items()
        if terminal == END or not _leads_to_unbuilt(terminal, stack)
    }  # fmt: skip
    return built or could


def _leads_to_unbuilt(terminal: str, stack: Stack) -> bool:
    """Whether the terminal, or the part that it begins, can go on only as what is not built."""
    gotos = tables().gotos[stack[-2]]
    parts = {
        gotos[rule.origin] for rule in tables().rules
        if rule.first == terminal and rule.origin in gotos
    }  # fmt: skip
    unbuilt = tables().unbuilt
    return stack[-1] in unbuilt or (bool(parts) and parts <= unbuilt)


def goes_on(states: Stack, line: Sequence[Token]) -> bool:
    """Whether all these tokens can come, one after the other."""
    return reached(states, line) is not None


def reached(states: Stack, line: Sequence[Token]) -> Stack | None:
    """The stack behind these tokens, or None where they cannot come."""
    found: Stack | None = states
    for token in line:
        if found is None:
            return None
        word = tables().words.get(token.text, "") if token.kind == "NAME" else ""
        found = shift(found, word if word in tables().actions[found[-1]] else token.kind)
    return found


@cache
def words() -> dict[str, str]:
    """The word of each terminal that is one."""
    return {terminal: word for word, terminal in tables().words.items()} | _SPELLED


_SPELLED = {
    "IN_LAST": "in last", "IN_NEXT": "in next", "IN_TOP": "in top", "IN_BOTTOM": "in bottom",
    "THE_FIRST_OF": "the first of",
    "YES_NO": "yes/no", "LPAR": "(", "RPAR": ")", "COMMA": ",", "DOT": ".", "COLON": ":",
    "EQUAL": "=", "PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/",
}  # fmt: skip
_GROUPS = {
    "condition": "a condition",
    "chain": "a condition",
    "simple": "a condition",
    "value": "a value",
    "product": "a value",
    "unary": "a value",
    "border": "a day such as `2026-12-01`, a field, or an age such as `30 days ago`",
    "subject": "an event or one of its fields",
    "events": "an event",
    "event": "an event",
    "literal": 'a value such as `"Seoul"`, `5` or `yes`',
    "given_value": 'a value such as `"Seoul"`, `5` or `yes`',
    "type": "a type (text, number, yes/no, date, …)",
    "when": "a window such as `in last 30 days`",
    "window": "a window such as `in last 30 days`",
    "unit": "a unit (minutes, hours, days, weeks)",
    "period": "a period (day, week, month)",
    "weekday": "a weekday such as `Monday`",
    "duration": "a duration such as `3 days`",
    "day": "a day such as `2026-12-01`",
    "moment": "a moment such as `2026-12-01 09:00`",
    "time_of_day": "a time such as `09:00`",
    "number": "a number",
    "new_name": "a name",
    "column": "a column",
    "segment_ref": "a segment",
    "channel_ref": "a channel",
    "message_ref": "a message",
    "offer_ref": "an offer",
    "hook_ref": "a hook",
    "campaign_ref": "a campaign",
    "goal_ref": "a goal",
    "split_ref": "a split",
    "arm_ref": "an arm",
    "field_ref": "a field",
    "who_ref": "somebody of this test",
    "path": "a field",
}  # fmt: skip
"""What people call a part of a line, the widest first."""
_KINDS = {
    "NAME": "a name", "STRING": "a text in quotes", "NUMBER": "a number", "QUOTED": "a column",
    "PERCENT": "a per cent such as `10%`", "DATE": "a day such as `2026-12-01`",
    "TIME": "a time such as `09:00`", "INSTANT": "a moment such as `2026-12-01 09:00`",
    END: "the end of the line",
}  # fmt: skip
COMPARISON = "a comparison such as `=`"
_COMPARING = frozenset(
    {"COMPARISON", "EQUAL", "CONTAINS", "STARTS", "ENDS", "MATCHES", "BETWEEN", "IS"}
)
_LATE = (
    "where", "a window such as `in last 30 days`", COMPARISON, "and", "or", "followed", "not",
    "across", "as", ".", "(", "in", "+", "-", "*", "/", "the end of the line",
)  # fmt: skip
"""What may come but need not, named behind what must."""
_LIMIT = 5


def alternatives(states: Stack) -> list[str]:
    """What can come at this point, in words and at most five, what must come first."""
    could = offered(states)
    found: dict[str, str] = {}
    for terminal, stack in could.items():
        label = _label(states, terminal, could)
        found.setdefault(label, _continued(label, stack))
    if COMPARISON in found or len(found) > 2:
        for sign in (".", "+", "-", "*", "/"):
            found.pop(sign, None)
    if COMPARISON in found:
        found.pop("in", None)
        found.pop("not", None)
    if "a value" in found:
        found.pop("yes", None)
        found.pop("no", None)
    return _shortened([found[label] for label in sorted(found, key=_rank)])


def _shortened(choices: list[str]) -> list[str]:
    """`and` and `or` as one, nothing beside its opposite, and of the rest as many as one reads."""
    if "`and`" in choices and "`or`" in choices:
        choices[choices.index("`and`")] = "`and`/`or`"
        choices.remove("`or`")
    opposites = {f"`not {each[1:]}" for each in choices if each.startswith("`")}
    choices = [each for each in choices if each not in opposites]
    return choices if len(choices) <= _LIMIT else [*choices[: _LIMIT - 1], "…"]


def _rank(label: str) -> tuple[int, bool]:
    return (_LATE.index(label) + 1 if label in _LATE else 0), not label.startswith(("a ", "an "))


def _label(states: Stack, terminal: str, could: dict[str, Stack]) -> str:
    """The group that a terminal begins here, or its word."""
    if terminal in _COMPARING and "COMPARISON" in could:
        return COMPARISON
    before = could[terminal][-2] if terminal != END else states[-1]
    gotos = tables().gotos[before]
    for group, words_for_it in _GROUPS.items():
        if group in gotos and terminal in _first()[group]:
            return words_for_it
    return _KINDS.get(terminal) or words().get(terminal, terminal.lower())


def _continued(label: str, stack: Stack) -> str:
    """A word in back-quotes, with the words that must follow it."""
    if label in _GROUPS.values() or label in _KINDS.values() or label.startswith("a "):
        return label
    pieces = [label, *forced(stack)]
    more = " …" if label == "," else ""
    return f"`{' '.join(pieces).replace(' ,', ',')}{more}`"


def forced(stack: Stack) -> list[str]:
    """The words, at most three, of which each is the only thing that can come there."""
    found: list[str] = []
    while len(found) < 3:
        could = accepted(stack)
        known = [terminal for terminal in could if terminal in words()]
        if len(could) != 1 or len(known) != 1:
            break
        found.append(words()[known[0]])
        stack = could[known[0]]
    return found


@cache
def _first() -> dict[str, frozenset[str]]:
    """The terminals with which each part of the grammar can begin."""
    found: dict[str, set[str]] = {rule.origin: set() for rule in tables().rules}
    growing = True
    while growing:
        growing = False
        for rule in tables().rules:
            more = found.get(rule.first, {rule.first})
            if not more <= found[rule.origin]:
                found[rule.origin] |= more
                growing = True
    return {origin: frozenset(terminals) for origin, terminals in found.items()}


def in_words(choices: Sequence[str]) -> str:
    """`a`, `b` or `c`."""
    if len(choices) < 2:
        return "".join(choices)
    return ", ".join(choices[:-1]) + " or " + choices[-1]
