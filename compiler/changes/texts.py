"""What of a message is another: its words, and what the law wants in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.changes.model import Level
from compiler.changes.normal import same
from compiler.model.declarations import Message, Variant

Worded = tuple[Level, str, Variant | None, Variant | None]
"""How far it goes, what is another, and the variant before and now."""


def worded(before: Message, today: Message) -> Iterator[Worded]:
    """All that is another of a message."""
    if before.service != today.service:
        yield Level.LEGAL, _service(today), None, None
    old, new = (
        {(each.channel, each.language): each for each in message.variants}
        for message in (before, today)
    )
    for key in dict.fromkeys([*old, *new]):
        one, other = old.get(key), new.get(key)
        if not same(one, other):
            yield from _variant(one, other)


def _service(today: Message) -> str:
    if today.service:
        return "it is for service now: it needs no advertising consent, and no cap, hold-out or " \
               "quiet time of the policy holds for it"  # fmt: skip
    return "it advertises now: it needs consent, and caps, hold-outs and quiet times hold for it"


def _variant(before: Variant | None, today: Variant | None) -> Iterator[Worded]:
    one = today or before
    assert one is not None
    way = f"by {one.channel}" + (f" in {one.language}" if one.language else "")
    if before is None or today is None:
        there = "new" if before is None else "taken out"
        yield Level.WORDING, f"words {way} are {there}", before, today
        return
    lost = [each for each in marks(before) if each not in marks(today)]
    if lost:
        named = ", ".join(f"“{each}”" for each in lost)
        yield Level.LEGAL, f"{way} it does not say {named} any more", before, today
    elif marks(before) != marks(today):
        yield Level.LEGAL, f"{way} its label or its way to opt out reads otherwise", before, today
    else:
        yield Level.WORDING, f"it reads otherwise {way}", before, today


_LABEL = re.compile(r"\s*([(\[（【][^)\]）】]{1,24}[)\]）】])")
_OPT_OUT = re.compile(
    r"[^\n.!?|]*(?:unsubscribe|opt[ -]?out|\bSTOP\b|수신\s*거부|차단|abbestell|abmeld|désabonn)"
    r"[^\n.!?|]*",
    re.IGNORECASE,
)


def marks(variant: Variant) -> list[str]:
    """What stands in a text because a law wants it, as far as it is known by its look: a label in
    brackets in front, and what speaks of unsubscribing."""
    found: list[str] = []
    for text in (variant.subject, variant.text):
        label = _LABEL.match(text or "")
        found += [label[1]] if label else []
        found += [each.group().strip() for each in _OPT_OUT.finditer(text or "")]
    return found
