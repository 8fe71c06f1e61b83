"""Names that a campaign gives to the events which its waits see: they say nothing to customers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compiler.model.campaigns import Campaign
from compiler.model.steps import WaitFor, Way
from compiler.model.values import AnswerField
from compiler.rewriting import rebuilt
from compiler.walk import walk


def as_called_today(before: Campaign, today: Campaign) -> Campaign:
    """The campaign of before by today's names for what it sees, where as many of them have come as
    have gone."""
    old, new = _names(before), _names(today)
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    if not gone or len(gone) != len(come):
        return before
    called = dict(zip(gone, come, strict=True))

    def exchange(part: Any) -> Any:
        if isinstance(part, WaitFor | Way | AnswerField) and part.alias in called:
            return replace(part, alias=called[part.alias])
        return part

    return rebuilt(before, exchange)


def _names(campaign: Campaign) -> list[str]:
    """Each once, in the order of the text."""
    named = (each.alias for each in walk(campaign) if isinstance(each, WaitFor | Way))
    return list(dict.fromkeys(each for each in named if each is not None))
