"""Calls of other programs in random projects."""

from __future__ import annotations

import re
from random import Random

DECLARED = "hook crm\n  sends city, tier\n\nhook desk\n  sends phone\n"


def calling(text: str, share: float) -> str:
    """The text of a project; in so many, something is called before some of the steps."""
    random = Random("calling" + text)
    if random.random() >= share:
        return text

    def before(found: re.Match[str]) -> str:
        call = f"{found[1]}call {random.choice(('crm', 'crm', 'desk'))}\n"
        return call + found[0] if random.random() < 0.3 else found[0]

    return DECLARED + re.sub(r"(?m)^( +)(?:send|wait|if|give|split|leave \") ?.*$", before, text)
