"""What is said about a line whose first word begins no line of its block."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.engine import tables
from dsl.expected import in_words, words
from dsl.lexer import Token
from dsl.source import Span
from dsl.unbuilt import DECLARATIONS, first_words

_CALLED = {
    "declaration": "declaration",
    "policy_line": "line of a policy",
    "channel_line": "line of a channel",
    "message_line": "line of a message",
    "variant_line": "line under a channel of a message",
    "campaign_line": "line of a campaign",
    "entry_line": "line under `enter`",
    "step_line": "step",
    "test_line": "line of a test",
}
"""The kinds of lines that begin with a word of the language."""

_USUAL = {
    "declaration": ("segment", "event", "channel", "message", "campaign", "test"),
    "campaign_line": ("enter", "goal", "wait", "send", "if", "split"),
    "step_line": ("wait", "send", "if", "unless", "split", "leave"),
}
"""Where a line may begin with many words, the ones that are written most."""

_HABITS = {
    "elif": "write `else if`", "elseif": "write `else if`", "elsif": "write `else if`",
    "otherwise": "write `else`", "goto": "there is no jump; use `if`, `repeat` or another campaign",
    "jump": "there is no jump; use `if`, `repeat` or another campaign",
    "delay": "write `wait 2 days`", "sleep": "write `wait 2 days`", "pause": "write `wait 2 days`",
    "exit": 'write `leave "why"`', "stop": 'write `leave "why"`', "end": "leave it out; the "
    "indentation says where a block ends", "endif": "leave it out; the indentation says where a "
    "block ends", "while": "write `repeat up to 3 times, every 2 days`",
    "loop": "write `repeat up to 3 times, every 2 days`",
    "for": "write `repeat up to 3 times, every 2 days`", "when": "write `if`, or `enter when …`",
    "trigger": "write `enter on EVENT`", "start": "write `enter on EVENT`, or `runs from DAY`",
    "email": "write `send MESSAGE by email`", "sms": "write `send MESSAGE by sms`",
    "message": "write `send MESSAGE by CHANNEL`", "audience": "write `segment`",
    "journey": "write `campaign`", "flow": "write `campaign`", "table": "write `customers from …` "
    "or `event NAME from …`", "import": "every declaration is visible in the whole project; "
    "leave it out", "include": "every declaration is visible in the whole project; leave it out",
    "variant": "write the arm's name and share, such as `urgency 50%`, under `split`",
    "assert": "write `expect …`", "given": "write `customer WHO with …`",
    "then": "leave it out; the block above says what follows",
    "again": "it stands under `enter …`, deeper than it",
    "once": "it stands under `enter …`, deeper than it",
    "only": "it stands under `enter …`, deeper than it",
    "each": "it stands under `enter …`, deeper than it",
    "owner": "it stands at the top of the campaign",
    "runs": "it stands at the top of the campaign",
    "priority": "it stands at the top of the campaign",
    "enter": "it stands at the top of the campaign",
    "goal": "it stands at the top of the campaign",
    "hold": "it stands at the top of the campaign or in the policy",
    "send": "it is a step of a campaign", "wait": "it is a step of a campaign",
    "split": "it is a step of a campaign", "if": "it is a step of a campaign",
}  # fmt: skip


def is_head(start: str, line: tuple[Token, ...]) -> bool:
    """Whether the trouble is the word that the line begins with."""
    return start in _CALLED and line[0].kind != "BAD"


@cache
def known_heads(start: str) -> tuple[str, ...]:
    """The words that lines of this kind begin with."""
    row = tables().actions[tables().starts[start]]
    found = {words()[terminal] for terminal in row if terminal in words()}
    found |= {what.split()[0] for what in first_words(start)}
    return tuple(sorted(found | (DECLARATIONS if start == "declaration" else set())))


def about_head(start: str, line: tuple[Token, ...], path: str) -> Diagnostic:
    """The finding about an unknown first word, with the nearest one."""
    word = line[0].text
    code = "E0104" if start == "declaration" else "E0103"
    span = Span(path, line[0].start, line[0].end)
    return finding(code, f"`{word}` begins no {_CALLED[start]}", span, _help(start, word))


def _help(start: str, word: str) -> str:
    near = nearest(start, word)
    if near:
        return f"did you mean `{near}`?"
    if word in _HABITS:
        return _HABITS[word]
    choices = [f"`{head}`" for head in _USUAL.get(start, known_heads(start))]
    return f"{'it begins with' if start not in _USUAL else 'write one such as'} {in_words(choices)}"


def nearest(start: str, word: str) -> str:
    """The word that lines of this kind begin with and that is spelled almost like this one."""
    return "".join(get_close_matches(word.lower(), known_heads(start), 1, 0.72))
