"""What is said about a line whose first word begins no line of its block."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from dsl.codes import finding
from dsl.diagnostics import Diagnostic
from dsl.engine import tables
from dsl.expected import in_words, offered, words
from dsl.habits import habit
from dsl.lexer import SIGNS, Token
from dsl.source import Span
from dsl.unbuilt import DECLARATIONS, first_words

_CALLED = {
    "declaration": "declaration",
    "policy_line": "line of a policy",
    "channel_line": "line of a channel",
    "message_line": "line of a message",
    "variant_line": "line under a channel of a message",
    "offer_line": "line of an offer",
    "hook_line": "line of a hook",
    "campaign_line": "line of a campaign",
    "entry_line": "line under `enter`",
    "step_line": "step",
    "test_line": "line of a test",
}
"""The kinds of lines that begin with a word of the language."""

_USUAL = {
    "declaration": ("segment", "event", "channel", "message", "campaign"),
    "channel_line": ("to", "with consent", "quiet", "at most", "costs"),
    "campaign_line": ("enter", "goal", "wait", "send", "if"),
    "step_line": ("wait", "send", "if", "unless", "split"),
    "test_line": ("customer", "at", "expect", "until"),
}
"""Where a line may begin with many words, the ones that are written most."""


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


@cache
def _built_heads(start: str) -> tuple[str, ...]:
    """Those of them that this version takes."""
    could = offered((tables().starts[start],))
    return tuple(sorted(words()[terminal] for terminal in could if terminal in words()))


def about_head(start: str, line: tuple[Token, ...], path: str) -> Diagnostic:
    """The finding about an unknown first word, with the nearest one."""
    word = line[0].text
    code = "E0104" if start == "declaration" else "E0103"
    span = Span(path, line[0].start, line[0].end)
    help = f"leave `{word}` out" if word in SIGNS else habit(start, word)
    help = help or _turned(start, line) or _help(start, word)
    return finding(code, f"`{word}` begins no {_CALLED[start]}", span, help)


def _turned(start: str, line: tuple[Token, ...]) -> str:
    """`big segment`, where the name was put first."""
    if start != "declaration" or len(line) < 2 or line[1].text not in _built_heads(start):
        return ""
    name = f" {line[0].text}" if line[0].kind == "NAME" else ""
    return f"the kind of a declaration stands first: `{line[1].text}{name or ' NAME'}`"


def _help(start: str, word: str) -> str:
    near = nearest(start, word)
    if near:
        more = "" if near in _built_heads(start) else ", which is not built yet"
        return f"did you mean `{near}`{more}?"
    if start == "variant_line":
        return 'a text stands between two lines of """; `file "…"` names a file that holds it'
    choices = [f"`{head}`" for head in _USUAL.get(start, _built_heads(start))]
    return f"{'it begins with' if start not in _USUAL else 'write one such as'} {in_words(choices)}"


def nearest(start: str, word: str) -> str:
    """The word that lines of this kind begin with and that is spelled almost like this one."""
    return "".join(get_close_matches(word.lower(), known_heads(start), 1, 0.72))
