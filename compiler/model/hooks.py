"""Typed hooks: other programs that are told where a customer has come to (S27, S30)."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Hook:
    """What it is told beside the customer's key and the place in the campaign: `fields` of the
    customer, and fields of the `entry`."""

    name: str
    title: str | None = None
    fields: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()


CALLS_EXPIRE = Duration(1, "day")
"""So long after its instant a call may still be handed over."""

_WORD = "hook "


def way_to(hook: str) -> str:
    """What stands for the hook where messages have a channel; no channel's name has a space."""
    return f"{_WORD}{hook}"


def hook_of(way: str) -> str | None:
    """The hook that a way leads to; None: it is a channel."""
    return way.removeprefix(_WORD) if way.startswith(_WORD) else None
