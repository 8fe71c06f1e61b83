"""Which channel can reach a customer (S24)."""

from __future__ import annotations

from compiler.model.declarations import Channel
from runtime.history import Occurrence
from runtime.interpreter.view import View


def why_not(view: View, channel: Channel, service: bool) -> str | None:
    """Why the channel does not reach the customer at the position, or None where it does.
    Messages for service need the address only."""
    if view.field(channel.address) in (None, ""):
        return "no address"
    if service:
        return None
    if channel.consent is not None and view.field(channel.consent) is not True:
        return "no consent"
    return "unsubscribed" if _unsubscribed(view, channel) else None


def _unsubscribed(view: View, channel: Channel) -> bool:
    """An unsubscription that does not say from what is one from everything."""
    return any(
        event.kind == "unsubscribed"
        and event.fields.get("channel") in (None, channel.name)
        and not consented_after(view, channel.consent, event)
        for event in view.events()
    )


def consented_after(view: View, field: str | None, event: Occurrence) -> bool:
    """Whether a recorded change after the event's arrival turned the consent, a field of the
    customer, to yes. Who was gone and comes back with it has not given it anew."""
    if field is None:
        return False
    before: object = None
    for version in view.versions():
        if version.gone:
            continue
        consent = version.fields.get(field)
        given = consent is True and before is not True
        if given and version.since is not None and version.since > event.arrival:
            return True
        before = consent
    return False
