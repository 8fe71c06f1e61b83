"""Which events of the shop use which gifts of a customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compiler.model.offers import CODE, GIFT, GIVEN_AT, USED, Offer, event_of
from compiler.model.project import Project
from runtime.history import Fields, History, Occurrence
from runtime.interpreter.clock import exact
from runtime.interpreter.conditions import holds
from runtime.interpreter.view import Populations, Position, View

SEEN_AFTER = timedelta(microseconds=1)
"""What happens at an instant is seen by all that comes later, and by nothing at it."""


def uses(
    project: Project, history: History, gift: Occurrence, offer: Offer
) -> Iterator[Occurrence]:
    """The uses of a gift, at the own times of the shop's events, from the gift's instant until its
    end. None is seen before the gift is."""
    if offer.used_by is None:
        return
    name = event_of(USED, offer.name)
    for event in history.events:
        if event.kind == offer.used_by.event and _is_use(project, history, gift, offer, event):
            about: Fields = {GIFT: gift.id, GIVEN_AT: gift.time}
            yield Occurrence(
                name, f"{event.id} {gift.id}", event.time,
                max(event.arrival, gift.time + SEEN_AFTER),
                {**event.fields, **gift.fields, **about},
            )  # fmt: skip


def _is_use(
    project: Project, history: History, gift: Occurrence, offer: Offer, event: Occurrence
) -> bool:
    over = offer.valid is not None and event.time >= gift.time + exact(offer.valid)
    if event.time < gift.time or over or offer.used_by is None:
        return False
    where = offer.used_by.where
    gift_alone = Occurrence(gift.kind, gift.id, gift.time, gift.arrival, {CODE: gift.fields[CODE]})
    view = View(
        project, history, Position(event.arrival), Populations(), row=event, entry=gift_alone
    )
    return where is None or holds(view, where)
