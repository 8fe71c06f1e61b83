"""The form of a call that is written into a file: that of Standard Webhooks, with what would be the
headers and the body of a request."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime

from runtime.channels.provider import Letter


class SignedCalls:
    """One JSON line a call. What tells calls apart is made of the call's name, so that one who is
    told twice can see it."""

    start = b'{"webhook-id": '

    def __init__(self, key: bytes) -> None:
        self._key = key

    def name(self, letter: Letter) -> str:
        """Names hold dots, which separate what is signed."""
        return f"msg_{hashlib.sha256(letter.name.encode()).hexdigest()[:32]}"

    def line(self, letter: Letter) -> str:
        id, at, body = self.name(letter), _seconds(letter.at), letter.content.text
        shown = {
            "webhook-id": id,
            "webhook-timestamp": at,
            "webhook-signature": signature(self._key, id, at, body),
            "body": body,
        }
        return json.dumps(shown, ensure_ascii=False) + "\n"


def signature(key: bytes, id: str, timestamp: str, body: str) -> str:
    """`v1,` and the HMAC-SHA256 of `ID.TIMESTAMP.BODY` in base64
    (github.com/standard-webhooks/standard-webhooks)."""
    signed = hmac.new(key, f"{id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
