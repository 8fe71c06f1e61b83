"""Packs of rules for advertising, as laws have them. No legal advice: each says what it looks at.

`KR`: the Network Act of Korea, article 50. Advertising by electronic means is labelled, says how to
refuse more of it at no cost, goes to those who agreed before, and not at night, but for e-mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from compiler.model.declarations import Quiet
from compiler.model.values import Type


@dataclass(frozen=True, slots=True)
class Law:
    """`label`: with what a text, or the subject of a mail, begins. `refusal`: what says how more is
    refused, in a text somewhere. `night`: when no advertising goes out, on the customer's own
    clock, but to addresses of the types in `exempt`, which have the subject."""

    name: str
    label: str
    refusal: str
    night: Quiet
    exempt: frozenset[Type]


KR = Law("KR", "(광고)", "수신거부", Quiet(time(21), time(8)), frozenset([Type.EMAIL]))

LAWS = {each.name: each for each in (KR,)}
"""By the name that `law "…"` gives."""
