"""A campaign as one sees it: stops below one another, and ways beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stop is, which says how it looks."""

    ENTRY = "entry"
    OUT = "out"
    WAIT = "wait"
    LISTEN = "listen"
    DECIDE = "decide"
    SPLIT = "split"
    SEND = "send"
    GIVE = "give"
    CALL = "call"
    SET = "set"
    REPEAT = "repeat"
    UNTIL = "until"
    LEAVE = "leave"


class Sign(StrEnum):
    """What is drawn on a stop; by which channel a message goes is seen from afar."""

    FLAG = "flag"
    DOOR = "door"
    CLOCK = "clock"
    EAR = "ear"
    FORK = "fork"
    QUESTION = "question"
    LETTER = "letter"
    BUBBLE = "bubble"
    BELL = "bell"
    PERSON = "person"
    GIFT = "gift"
    PLUG = "plug"
    TAG = "tag"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Stop:
    """One step. `sentence`: its line, as it is written; `lead`, `words`, `notes`: the same for the
    eye, from small to large and small again. `ids`: the steps of the model that it stands for,
    several where it is repeated. `line` counts from 1. `body`: the steps that are repeated, or that
    an event ends."""

    kind: Kind
    sign: Sign
    sentence: str
    words: str
    lead: str = ""
    notes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    line: int = 0
    body: tuple[Stop, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways on. `arm`: how the journal names it; `share`: how many take it, in per
    cent."""

    label: str
    arm: str
    stops: tuple[Stop, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """`facts`: what holds for the whole of it, each as a word and the rest of its line. `leaves`:
    its lines `leave`; `partings`: those with steps, which are still done for who leaves so."""

    name: str
    title: str
    path: str
    entry: Stop
    stops: tuple[Stop, ...]
    facts: tuple[tuple[str, str], ...] = ()
    leaves: tuple[Stop, ...] = ()
    partings: tuple[tuple[Stop, ...], ...] = ()


def every(stops: Sequence[Stop]) -> Iterator[Stop]:
    """The stops and all that stand in them, in the order of the text."""
    for stop in stops:
        yield stop
        yield from every(stop.body)
        for way in stop.ways:
            yield from every(way.stops)


def goes_on(stops: Sequence[Stop]) -> bool:
    """Whether anybody comes out at the end."""
    if not stops:
        return True
    last = stops[-1]
    if last.kind is Kind.LEAVE:
        return False
    return any(goes_on(way.stops) for way in last.ways) if last.ways else goes_on(last.body)
