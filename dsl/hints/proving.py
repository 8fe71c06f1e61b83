"""What tests expect, and what they give."""

from __future__ import annotations

from dsl.hints.trouble import Advice, Trouble
from dsl.spacing import spaced

_GETS = ("get", "gets", "got", "receive", "receives", "received", "sees", "saw")


def expect_gets(trouble: Trouble) -> Advice | None:
    """`expect ann gets hello`."""
    if not trouble.begins("expect") or trouble.position != 2 or trouble.typed not in _GETS:
        return None
    message = spaced(trouble.line[trouble.position + 1 :])
    return Advice(f"write `expect {message or 'MESSAGE'} to {trouble.word(-1)}`")


def expect_not(trouble: Trouble) -> Advice | None:
    """`not` in the place of `no`, and `no` without a message."""
    if not trouble.begins("expect") or trouble.word(-1) not in ("not", "never", "to"):
        return None
    if trouble.position == 2:
        return _not_behind_expect(trouble)
    if trouble.position != 3 or trouble.kind() != "NAME":
        return None
    named = trouble.word(-2)
    if trouble.word(-1) == "to":
        right = f"write `expect no message to {trouble.typed}`"
        return Advice(right) if named == "no" else None
    if trouble.typed == "to":
        return Advice(f"write `expect no {named} to {trouble.word(1)}`")
    return Advice(f"write `expect no {trouble.typed} to {named}`, or `expect {named} not in "
                  f"{trouble.typed}` for a segment")  # fmt: skip


def several_texts(trouble: Trouble) -> Advice | None:
    """`with colours "red", "blue"`."""
    texts = [trouble.word(at) for at in (-2, 0) if trouble.kind(at) == "STRING"]
    if trouble.start == "test_line" and trouble.word(-1) == "," and len(texts) == 2:
        return Advice(f"the texts of a list stand in parentheses: `({', '.join(texts)})`")
    return None


def _not_behind_expect(trouble: Trouble) -> Advice:
    if trouble.word(1) == "in":
        return Advice(f"write `expect {trouble.typed} not in {trouble.word(2)}`")
    rest = [token for token in trouble.line[trouble.position :] if token.text not in ("any", "a")]
    return Advice(f"write `expect no {spaced(rest)}`")
