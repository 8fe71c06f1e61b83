"""Names in tests."""

from __future__ import annotations

from typing import Any

from compiler.editing.mentions.events import event
from compiler.editing.mentions.place import Place
from compiler.editing.mentions.registry import Found, declared, looks_through, text
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree


def _who(name: tree.Name, place: Place) -> Mention:
    return Mention(Symbol(Space.WHO, name.text, place.test), name.span)


def _declares(name: tree.Name, sort: str, node: tree.Node, place: Place) -> Mention:
    return declared(Symbol(Space.WHO, name.text, place.test), name, sort, node)


def _settings(settings: tuple[tree.Setting, ...], owner: str) -> Found:
    """Fields of the event or record `owner`, or of the customer where that is empty."""
    for each in settings:
        name = each.field
        symbol = Symbol(Space.FIELD, name.text, owner) if owner else Symbol(Space.SHARED, name.text)
        yield Mention(symbol, name.span)
        if isinstance(each.value, tree.Text):
            yield text(each.value, f"{owner}.{name.text}" if owner else name.text)


@looks_through(tree.GivenCustomer)
def _given_customer(node: tree.GivenCustomer, place: Place) -> Found:
    yield _declares(node.who, "customer of this test", node, place)
    yield from _settings(node.settings, "")


@looks_through(tree.GivenRecord)
def _given_record(node: tree.GivenRecord, place: Place) -> Found:
    yield _declares(node.which, f"{node.record.text} of this test", node, place)
    yield _who(node.who, place)
    yield from _settings(node.settings, node.record.text)


@looks_through(tree.Does)
def _does(node: tree.Does, place: Place) -> Found:
    yield _who(node.who, place)
    yield from event(node.event, place)
    yield from _settings(node.settings, node.event.name.text)


@looks_through(tree.Becomes, tree.ExpectField)
def _becomes(node: tree.Becomes | tree.ExpectField, place: Place) -> Found:
    yield _who(node.who, place)
    yield from _settings((node.setting,), place.records.get(node.who.text, ""))


@looks_through(tree.ForceArm, tree.ExpectArm)
def _arm(node: tree.ForceArm | tree.ExpectArm, place: Place) -> Found:
    yield _who(node.who, place)
    yield Mention(Symbol(Space.SPLIT, node.split.text), node.split.span)
    yield Mention(Symbol(Space.ARM, node.arm.text, f".{node.split.text}"), node.arm.span)


@looks_through(tree.ExpectReached)
def _reached(node: tree.ExpectReached, place: Place) -> Found:
    yield _who(node.who, place)
    owner = node.campaign.text if node.campaign is not None else ""
    yield Mention(Symbol(Space.GOAL, node.goal.text, owner), node.goal.span)


@looks_through(
    tree.ForceHoldOut, tree.FailChannel, tree.ExpectMessage, tree.ExpectLeft, tree.ExpectInSegment,
    tree.ExpectCalled,
)  # fmt: skip
def _about_somebody(node: Any, place: Place) -> Found:
    yield _who(node.who, place)
    if isinstance(node, tree.ExpectMessage) and node.message is not None and not node.channel:
        yield Mention(Symbol(Space.OFFER, node.message.text), node.message.span)
    if isinstance(node, tree.ExpectLeft) and node.event is not None:
        yield from event(node.event, place)
