"""A message for one customer: the variant for their channel and language, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from compiler.model.declarations import Variant
from compiler.model.project import Project
from compiler.model.values import Plain, Type
from runtime.render.liquid import Unrenderable, rendered
from runtime.render.values import Shown, shown, shown_fields, zone_of

Fields = Mapping[str, Plain | None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is handed to a provider. `template` is the provider's own name of the text, where the
    channel asks for one; `html` says how the text is to be read."""

    text: str
    subject: str | None = None
    template: str | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a message is about: their fields, those of the entering event (none where a schedule or
    a change let in), the time of the entry, the campaign, by offer what they were given, and by its
    kind the record whose date let in."""

    customer: Fields
    entry: Fields = field(default_factory=dict)
    entry_time: datetime | None = None
    campaign: str | None = None
    gifts: Mapping[str, Fields] = field(default_factory=dict)
    records: Mapping[str, Fields] = field(default_factory=dict)


def render(
    project: Project, message: str, channel: str, about: Subject, *, strict: bool = False,
    reader: Fields | None = None,
) -> Rendered:  # fmt: skip
    """The message as it goes by the channel to this customer, or to another `reader`, whose fields
    say in which language.

    With `strict`, as `preview` has it, a value that is not known and has no default is an error.
    Raises Unrenderable.
    """
    reads = about.customer if reader is None else reader
    variant = variant_for(project, message, channel, reads)
    values = context(project, about)
    html = is_html(project, variant)
    text = rendered(variant.text or "", values, html=html, strict=strict)
    subject = variant.subject and _header(
        rendered(variant.subject, values, html=False, strict=strict)
    )
    return Rendered(text, subject, variant.template, html)


def variant_for(project: Project, message: str, channel: str, customer: Fields) -> Variant:
    """The variant for the channel in the customer's language, else the one without language.

    Raises Unrenderable where the project has none.
    """
    declared = project.messages.get(message)
    if declared is None:
        raise Unrenderable(f"there is no message `{message}` in the project now")
    spoken = project.customers.of_type(Type.LANGUAGE)
    language = customer.get(spoken.name) if spoken else None
    by_language = {each.language: each for each in declared.variants if each.channel == channel}
    found = by_language.get(language if isinstance(language, str) else None, by_language.get(None))
    if found is None:
        spoken_here = f" in `{language}`" if language else " without a language"
        raise Unrenderable(f"`{message}` has no text for {channel}{spoken_here}")
    return found


def context(project: Project, about: Subject) -> dict[str, dict[str, Shown]]:
    """What a text can name: `customer`, `entry`, `campaign`, a record and offers, on the customer's
    clock."""
    zone = zone_of(project, about.customer)
    entry = shown_fields(about.entry, zone)
    if about.entry_time is not None:
        entry.setdefault("time", shown(about.entry_time, zone))
    gifts = {name: shown_fields(about.gifts.get(name, {}), zone) for name in project.offers}
    records = {name: shown_fields(fields, zone) for name, fields in about.records.items()}
    return records | gifts | {
        "customer": shown_fields(about.customer, zone),
        "entry": entry,
        "campaign": _campaign(project, about.campaign),
    }


def is_html(project: Project, variant: Variant) -> bool:
    """A file of HTML, or an e-mail's file that does not say that it is plain text."""
    if variant.file is None:
        return False
    ending = PurePosixPath(variant.file).suffix.lower()
    if ending in (".html", ".htm"):
        return True
    channel = project.channels.get(variant.channel)
    address = project.customers.field(channel.address) if channel else None
    return ending != ".txt" and address is not None and address.type is Type.EMAIL


def _campaign(project: Project, name: str | None) -> dict[str, Shown]:
    if name is None:
        return {}
    declared = project.campaigns.get(name)
    title = declared.title if declared else None
    return {"name": name, "title": title or name}


def _header(subject: str) -> str:
    """A line break in a header would begin another header, of whoever wrote the value."""
    if any(character in subject for character in "\r\n\0"):
        raise Unrenderable("the subject has a line break in it")
    return subject
