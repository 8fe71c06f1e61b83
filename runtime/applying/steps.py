"""What an application does, step by step: `segue apply` executes it, `segue plan` tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A campaign becomes `new`, `changed` or `taken out`; so many customers are `inside` earlier
    texts of it, and go on by them."""

    campaign: str
    what: str
    inside: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Who was inside a version of a campaign and stood at a step goes on in today's, at the step
    `onto`; how many they are."""

    campaign: str
    version: str
    step: str
    onto: str
    customers: int


@dataclass(frozen=True, slots=True)
class Todays:
    """No campaign does anything else; only what is always today's (S35) is another: wording,
    channels, the policy, stocks."""


Step = Change | Moved | Todays
