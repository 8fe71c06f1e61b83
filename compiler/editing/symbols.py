"""What a name in the files is the name of, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dsl.source import Span


class Space(StrEnum):
    """Names of one space are told apart by their text alone, and by what owns them."""

    SHARED = "shared"
    """Fields of the customer, events, records, lists, traits, predictions, scores, segments and
    groups."""
    CHANNEL = "channel"
    MESSAGE = "message"
    OFFER = "offer"
    HOOK = "hook"
    STAFF = "colleague"
    CAMPAIGN = "campaign"
    FIELD = "field"
    """Of an event or record, or a part of a score, which owns it."""
    CHOICE = "choice"
    """A text of a `one of`, or a line of groups; owned by the field or the groups."""
    GOAL = "goal"
    STEP = "step"
    SPLIT = "split"
    """These three are owned by a campaign."""
    ARM = "arm"
    """Owned by `CAMPAIGN.SPLIT`."""
    WHO = "somebody"
    """Owned by a test."""
    ENTRY = "entry"
    """A field of the entering event, in a text of the message that owns it."""


class Symbol(NamedTuple):
    """`owner` is empty where nothing owns such names, and where the text does not say what does;
    `.SPLIT` where it does not say of which campaign (`expect mia in offer.words`)."""

    space: Space
    name: str
    owner: str = ""


class Mention(NamedTuple):
    """A place where the name of `symbol` stands, back-quotes and quotes left out. `declares`: it is
    declared there. `sort` says of a declared one what it is (`segment`); `whole` is all that
    declares it."""

    symbol: Symbol
    span: Span
    declares: bool = False
    sort: str = ""
    whole: Span | None = None
