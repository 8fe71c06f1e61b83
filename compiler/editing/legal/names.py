"""Declared names that may stand where somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.editing.legal.around import around, events_before
from compiler.editing.legal.proposal import Context, Proposal
from compiler.editing.mentions import of_declaration
from compiler.editing.mentions.place import Kinds, Place
from compiler.editing.spot import Spot
from compiler.editing.symbols import Mention, Space

Roles = frozenset[str]

_SPACES = {
    "channel_ref": Space.CHANNEL,
    "message_ref": Space.MESSAGE,
    "offer_ref": Space.OFFER,
    "hook_ref": Space.HOOK,
    "campaign_ref": Space.CAMPAIGN,
}
_JOINED = frozenset({"segment", "list"})
_VALUED = frozenset({"field", "trait", "prediction", "score", "groups"})
_SEVERAL = frozenset({"event", "record"})


def names(here: Spot, roles: Roles, context: Context) -> list[Proposal]:
    """The names that can play one of these roles there, what is nearest first."""
    place = around(here, context.index)
    found: list[Mention] = []
    if here.before and here.before[-1].kind == "DOT":
        return _behind_a_dot(here, place, context)
    found += _local(here, roles, context)
    for role, space in _SPACES.items():
        if role in roles:
            found += context.index.of(space)
    if "segment_ref" in roles:
        found += _segments(here, context)
    if roles & {"event", "subject"}:
        found += _shared(context, _SEVERAL)
    if "record_ref" in roles or (here.start == "test_line" and not here.before):
        found += _shared(context, {"record"})
    if "anything" in roles:
        found += [each for space in _SPACES.values() for each in context.index.of(space)]
        found += _shared(context, _SEVERAL | _JOINED | _VALUED)
    return [*_fields(here, roles, place, context), *context.proposed(found), *_always(here, roles)]


def _always(here: Spot, roles: Roles) -> list[Proposal]:
    """`everyone` stands where a segment does, behind some words."""
    before = here.before[-1].text if here.before else ""
    if "segment_ref" in roles and before in ("for", "across"):
        return [Proposal("everyone", "word", "all customers")]
    return []


def _shared(context: Context, sorts: Iterable[str]) -> list[Mention]:
    return [each for each in context.index.of(Space.SHARED) if each.sort in sorts]


def _segments(here: Spot, context: Context) -> list[Mention]:
    first = here.before[0].text if here.before else ""
    return _shared(context, {"list"} if first in ("add", "remove") else _JOINED)


def _local(here: Spot, roles: Roles, context: Context) -> list[Mention]:
    """What belongs to the campaign or test that is being typed, or to those it is about."""
    own = list(of_declaration(here.declaration)) if here.declaration is not None else []
    declared = [each for each in own if each.declares and each.span.start < here.begins]
    found: list[Mention] = []
    if "who_ref" in roles:
        found += [each for each in declared if each.symbol.space is Space.WHO]
    if "goal_ref" in roles:
        goals = [each for each in declared if each.symbol.space is Space.GOAL]
        found += goals or context.index.of(Space.GOAL)
    if "split_ref" in roles or ("segment_ref" in roles and here.start == "test_line"):
        found += context.index.of(Space.SPLIT)
    return found


def _fields(here: Spot, roles: Roles, place: Place, context: Context) -> list[Proposal]:
    """Fields and computed values, as the place knows them."""
    if not roles & {"path", "field_ref"} or "subject" in roles:
        return []
    owners = _owners(here, roles, place, context)
    if owners is not None:
        of_rows = [each for owner in owners for each in context.index.owned(Space.FIELD, owner)]
        more = ["customer", "entry"] if "field_ref" not in roles and place.entry else []
        return [*context.proposed(of_rows), *(Proposal(each, "word", "") for each in more)]
    if here.before and here.before[0].text == "send":
        return [*context.proposed(context.index.of(Space.STAFF)), *_entry(place)]
    sorts = {"field"} if "field_ref" in roles or here.start == "channel_line" else _VALUED
    return [*context.proposed(_shared(context, sorts)), *_entry(place)]


def _entry(place: Place) -> list[Proposal]:
    entry = Proposal("entry", "word", "the entering event and its fields")
    return [entry] if place.campaign else []


def _owners(here: Spot, roles: Roles, place: Place, context: Context) -> Kinds | None:
    """The events or records whose fields stand alone here; None where the customer's do."""
    texts = [token.text for token in here.before]
    if place.row is not None:
        return place.row
    if here.start == "entry_line":
        return place.entry if texts[:2] == ["once", "per"] else None
    if texts[-1:] == ["worth"] or (here.start == "test_line" and "does" in texts):
        return events_before(here.before, context.index)[-1:]
    return events_before(here.before[:1], context.index) if here.start == "record_line" else None


def _behind_a_dot(here: Spot, place: Place, context: Context) -> list[Proposal]:
    index, owner = context.index, here.before[-2].text if len(here.before) > 1 else ""
    if owner == "customer":
        return context.proposed(_shared(context, {"field"}))
    kinds = place.entry if owner == "entry" else place.answers.get(owner, (owner,))
    found = [each for kind in kinds for each in index.owned(Space.FIELD, kind)]
    if here.start == "test_line":
        found += [each for each in index.of(Space.ARM) if each.symbol.owner.endswith(f".{owner}")]
        found += index.owned(Space.GOAL, owner)
    if any(each.symbol.name == owner for each in index.of(Space.OFFER)):
        return [*context.proposed(found), Proposal("code", "word", "the code that was given")]
    return context.proposed(found)
