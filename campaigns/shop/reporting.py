"""Receipts: what mail, text and push services would report about the messages of a day."""

from __future__ import annotations

import numpy as np

from campaigns.shop.days import HOUR
from campaigns.shop.draws import Draws, Flags, Integers
from campaigns.shop.files import written
from campaigns.shop.reactions import Reactions, Sends

EVENTS = ("delivered", "failed", "opened", "clicked", "unsubscribed")

Rows = list[list[str]]


def receipts(sends: Sends, became: Reactions, draws: Draws) -> dict[str, Rows]:
    """Per event of messages, its rows, in the order of RECEIPT_COLUMNS. Opens are reported of
    e-mails only, as in life."""
    keys = sends.customer, sends.at
    handed = sends.at + 5 + (draws.uniform("handed", *keys) * 20).astype(np.int64)
    opened = handed + 60 + (draws.exponential("opened at", *keys) * 2 * HOUR).astype(np.int64)
    clicked = opened + 10 + (draws.uniform("clicked at", *keys) * 300).astype(np.int64)
    mails = np.array([channel == "email" for channel in sends.channel], dtype=np.bool_)
    return {
        "delivered": _rows("delivered", sends, handed, became.delivered),
        "failed": _rows("failed", sends, handed, ~became.delivered, "no such address"),
        "opened": _rows("opened", sends, opened, became.opened & mails),
        "clicked": _rows("clicked", sends, clicked, became.clicked),
        "unsubscribed": _rows("unsubscribed", sends, clicked, became.unsubscribed),
    }


def _rows(event: str, sends: Sends, time: Integers, which: Flags, reason: str = "") -> Rows:
    return [
        [f"{event} {sends.name[i]}", written(int(time[i])), sends.name[i], reason]
        for i in np.flatnonzero(which)
    ]
