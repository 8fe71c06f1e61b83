"""Words that lines begin with elsewhere, and what to write here instead."""

from __future__ import annotations

from collections.abc import Mapping


def habit(start: str, word: str) -> str:
    """What to do about a line of the kind `start` that begins with `word`; "" where this is no
    habit."""
    return _OF_A_LINE.get(start, {}).get(word) or _ELSEWHERE.get(word, "")


_FORWARD = "a journey only goes forward: put the steps that not everybody takes under `if …`"
_AGAIN = "write `repeat up to 3 times, every 2 days`, and the steps below it"
_SEGMENT = "write `segment NAME`, and its conditions below it"
_NEEDLESS = "leave it out: what is declared begins with its kind"
_WAIT = "write `wait 2 days`"
_LEAVE = 'write `leave "why"`'
_INDENTED = "leave it out; the indentation says where a block ends"
_VISIBLE = "every declaration is visible in the whole project; leave it out"

_STEPS = {
    "elif": "write `else if`", "elseif": "write `else if`", "elsif": "write `else if`",
    "otherwise": "write `else`", "goto": _FORWARD, "go": _FORWARD, "jump": _FORWARD,
    "skip": _FORWARD, "return": _FORWARD, "restart": _FORWARD, "while": _AGAIN, "loop": _AGAIN,
    "for": _AGAIN, "delay": _WAIT, "sleep": _WAIT, "pause": _WAIT, "exit": _LEAVE, "stop": _LEAVE,
    "end": _INDENTED, "endif": _INDENTED, "when": "write `if`, or `enter on EVENT`",
    "trigger": "write `enter on EVENT`", "start": "write `enter on EVENT`, or `runs from DAY`",
    "every": "write `enter every …`", "email": "write `send MESSAGE by email`",
    "sms": "write `send MESSAGE by sms`", "message": "write `send MESSAGE by CHANNEL`",
    "variant": "write the arm's name and share, such as `urgency 50%`, under `split`",
    "then": "leave it out; the block above says what follows",
}  # fmt: skip

_OF_A_LINE: Mapping[str, Mapping[str, str]] = {
    "declaration": {
        "audience": "write `segment`", "journey": "write `campaign`", "flow": "write `campaign`",
        "table": "write `customers from …` or `event NAME from …`", "import": _VISIBLE,
        "include": _VISIBLE, "end": _INDENTED, "select": _SEGMENT, "def": _SEGMENT,
        "function": _SEGMENT, "filter": _SEGMENT, "query": _SEGMENT, "create": _NEEDLESS,
        "define": _NEEDLESS, "declare": _NEEDLESS, "new": _NEEDLESS, "add": _NEEDLESS,
        "let": "write `trait NAME = …`", "var": "write `trait NAME = …`",
        "const": "write `trait NAME = …`", "set": "write `trait NAME = …`",
    },
    "campaign_line": _STEPS,
    "step_line": _STEPS,
    "entry_line": {"every": "write `again after 7 days`, or `each time`"},
    "test_line": {"assert": "write `expect …`", "given": "write `customer WHO with …`"},
}  # fmt: skip

_ON_TOP = "it stands at the top of the campaign"
_UNDER_ENTER = "it stands under `enter …`, deeper than it"
_STEP = "it is a step of a campaign"

_ELSEWHERE = {
    "again": _UNDER_ENTER, "once": _UNDER_ENTER, "only": _UNDER_ENTER, "each": _UNDER_ENTER,
    "owner": _ON_TOP, "runs": _ON_TOP, "priority": _ON_TOP, "enter": _ON_TOP, "goal": _ON_TOP,
    "hold": "it stands at the top of the campaign or in the policy",
    "send": _STEP, "wait": _STEP, "split": _STEP, "if": _STEP,
}  # fmt: skip
"""Words of the language that stand in another block."""
