"""Typed: colleagues, and to whom else than the customer a message goes."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.values import EntryField


@dataclass(frozen=True, slots=True)
class Staff:
    """`address`: an e-mail address or a phone number, as written."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """The message is about the customer, and goes to one of the staff."""

    name: str


@dataclass(frozen=True, slots=True)
class AtEntry:
    """The message goes to the customer, at an address that the entering event brought."""

    field: EntryField


Recipient = Colleague | AtEntry

_TO, _ENTRY = "to ", "entry."


def to_whom(to: Recipient | None) -> str:
    """How the journal names it, as the reason of a planned message: `to sales`, `to entry.email`;
    the empty text: the customer, at the channel's own address."""
    match to:
        case Colleague(name):
            return f"{_TO}{name}"
        case AtEntry(field):
            return f"{_TO}{_ENTRY}{field.name}"
    return ""


def colleague_of(told: str) -> str | None:
    """Which of the staff a planned message goes to, by what the journal says."""
    other = told.startswith(_TO) and not told.startswith(f"{_TO}{_ENTRY}")
    return told.removeprefix(_TO) if other else None


def entry_field_of(told: str) -> str | None:
    """The field of the entering event that it goes to, by what the journal says."""
    mark = f"{_TO}{_ENTRY}"
    return told.removeprefix(mark) if told.startswith(mark) else None
