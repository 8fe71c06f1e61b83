"""Secrets that calls are signed with, as Standard Webhooks has them."""

from __future__ import annotations

import base64
import binascii

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""How many bytes a secret has."""


def key_of(secret: str) -> bytes:
    """The bytes of a secret such as `whsec_…`. Raises ValueError, which does not repeat it."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("is not written in base64") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"has {len(key)} bytes, and must have {SHORTEST} to {LONGEST}")
    return key
