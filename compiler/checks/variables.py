"""What the text of a message shows must be known where the message is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.checks import gifts_in_texts, placeholders
from compiler.inside import Inside, in_block, in_text
from compiler.liquid import Variable, read
from compiler.meaning.blocks import sends, top
from compiler.meaning.scope import Entering
from compiler.suggest import nearest
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "E0409", "unknown-variable",
        "A text is filled in with fields of the customer (`customer.name`), of the entering event "
        "(`entry.product`), of an offer (`freeship.code`) and with `campaign.name`. A variable "
        "that is none of them would leave a hole in every message. `entry` must fit every campaign "
        "that sends the message.",
        '''message news
  email subject "News"
    """
    Hello {{ customer.nmae }}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
        '''message news
  email subject "News"
    """
    Hello {{ customer.name | default: "you" }}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
    ),
    Code(
        "E0410", "broken-template",
        "Texts are Liquid. A tag that is not closed, or one that Liquid does not have, would only "
        "be found when the message is to be sent.",
        '''message news
  email subject "News"
    """
    Hello {{ customer.name | default: "you" }
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
        '''message news
  email subject "News"
    """
    Hello {{ customer.name | default: "you" }}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
    ),
    Code(
        "W0104", "variable-without-default",
        "A field of the customer can be unknown, and so can the code of an offer where the "
        "customer may not have been given one; then the text has a hole. A default fills it; so "
        "does asking first: `{% if customer.name %}`.",
        '''message news
  email subject "News"
    """
    Hello {{ customer.name }}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
        '''message news
  email subject "News"
    """
    Hello {{ customer.name | default: "you" }}
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """A text of a message: `place` is where its characters from–to stand in the campaign file."""

    text: str
    place: Inside
    where: Callable[[int], str]
    variant: tree.Variant


def check(world: World, built: Sequence[Built]) -> None:
    """E0409, E0410 and W0104 for every text of every message of which all could be read."""
    senders: dict[str, list[Built]] = {}
    for campaign in built:
        for message in dict.fromkeys(each.message.text for each in sends(top(campaign.node))):
            senders.setdefault(message, []).append(campaign)
    for name, node in world.names.messages.items():
        for wording in () if world.torn(node) else _wordings(node, world):
            _check(name, wording, senders.get(name, []), world)


def _wordings(message: tree.Message, world: World) -> Iterator[Wording]:
    made = world.messages[message.name.text]
    for variant, typed in zip(message.variants, made.variants, strict=True):
        if variant.subject is not None:
            yield Wording(variant.subject.value, in_text(variant.subject), _here, variant)
        if variant.text is not None:
            yield Wording(variant.text.value, in_block(variant.text), _here, variant)
        elif variant.file is not None and typed.text is not None:
            yield _of_file(variant, variant.file, typed.text)


def _here(start: int) -> str:
    return ""


def _of_file(variant: tree.Variant, file: tree.Text, text: str) -> Wording:
    def where(start: int) -> str:
        return f" (line {text.count(chr(10), 0, start) + 1} of `{file.value}`)"

    return Wording(text, lambda start, end: file.span, where, variant)


def _check(message: str, wording: Wording, senders: list[Built], world: World) -> None:
    placeholders.look(wording.text, wording.place, wording.where, world)
    reading = read(wording.text)
    for fault in reading.faults:
        place = wording.place(fault.start, fault.end)
        world.findings.add("E0410", place, fault.title + wording.where(fault.start), fault.help)
    for variable in reading.variables:
        wrong = _wrong(variable, senders, world)
        place = wording.place(variable.start, variable.end)
        if wrong is not None:
            title, help = wrong
            title += wording.where(variable.start)
            names = tuple(variable.path[:2])
            world.findings.several("E0409", place, title, help, names=names)
        elif not reading.faults and _may_be_unknown(variable, wording.variant, world):
            name = ".".join(variable.path)
            world.findings.add(
                "W0104", place, f"`{name}` may be unknown{wording.where(variable.start)}",
                f'say what then: `{{{{ {name} | default: "…" }}}}`',
            )  # fmt: skip
        elif not reading.faults and variable.path[0] in world.names.offers:
            _of_gift(variable, message, wording, senders, world)


def _of_gift(
    variable: Variable, message: str, wording: Wording, senders: list[Built], world: World
) -> None:
    read = [each for each in senders if not world.torn(each.node)]
    campaign = gifts_in_texts.doubtful(variable, message, read)
    if campaign is None:
        return
    name, offer = ".".join(variable.path), variable.path[0]
    world.findings.add(
        "W0104", wording.place(variable.start, variable.end),
        f"`{name}` may be unknown{wording.where(variable.start)}: `{campaign}` may send this to "
        f"who has no gift of `{offer}`",
        f'write `give {offer}` before it, or say what then: `{{{{ {name} | default: "…" }}}}`',
    )  # fmt: skip


def _wrong(
    variable: Variable, senders: list[Built], world: World
) -> tuple[str, str] | None:
    """Title and help where the variable is not known to the message."""
    owner, fields = variable.path[0], variable.path[1:]
    name = ".".join(variable.path)
    if owner == "customer" and fields:
        people = world.names.customers
        if people is None or world.torn(people):
            return None
        if fields[0] in world.kept:
            return (
                f"`{name}` is kept by Segue, and no text sees it",
                f"ask for it before, with `if {fields[0]} …`, and send another message",
            )
        return _among(name, fields[0], "the customer", world.names.fields)
    if owner == "campaign" and fields:
        return _among(name, fields[0], "a campaign", ("name", "title"))
    if owner == "entry" and fields:
        known = (each for each in senders if not _entry_is_torn(each, world))
        return next((wrong for each in known if (wrong := _in_entry(name, fields[0], each))),
                    None)  # fmt: skip
    if owner in ("customer", "entry", "campaign"):
        return f"`{owner}` alone cannot be shown", f"write `{owner}.` and a field"
    if owner in world.names.records and fields:
        known = (each for each in senders if not _entry_is_torn(each, world))
        return next((wrong for each in known if (wrong := _in_record(variable, each))), None)
    if owner in world.names.offers:
        return gifts_in_texts.wrong(variable, world)
    if owner in world.findings.excused:
        return None
    near = nearest(owner, ("customer", "entry", "campaign", *world.names.offers))
    if world.findings.lost and not near:
        return None
    if fields and near:
        return f"unknown variable `{name}`", f"did you mean `{'.'.join((near, *fields))}`?"
    if owner in world.names.fields:
        return f"unknown variable `{name}`", f"did you mean `customer.{owner}`?"
    return f"unknown variable `{name}`", "texts know `customer.`, `entry.` and `campaign.name`"


def _among(
    name: str, field: str, owner: str, known: Sequence[str] | dict[str, tree.FieldLine]
) -> tuple[str, str] | None:
    if field in known:
        return None
    near = nearest(field, known)
    first = name.split(".")[0]
    help = f"did you mean `{first}.{near}`?" if near else f"declare the field of {owner} first"
    return f"unknown variable `{name}`", help


def _entry_is_torn(campaign: Built, world: World) -> bool:
    """Whether a line of the entering event could not be read, or how one enters."""
    node = world.declared(campaign.entry.name) if campaign.entry else None
    unread = campaign.entering is Entering.UNKNOWN and world.torn(campaign.node)
    return unread or (node is not None and world.torn(node))


_WITHOUT_EVENT = {
    Entering.SCHEDULE: "schedule", Entering.MOVE: "change", Entering.RECORD: "date",
}  # fmt: skip


def _in_entry(name: str, field: str, campaign: Built) -> tuple[str, str] | None:
    called = campaign.node.name.text
    without = _WITHOUT_EVENT.get(campaign.entering)
    if without and field != "time":
        return (f"`{name}` is not known in campaign `{called}`, which sends this",
                f"who enters by a {without} has no entering event")  # fmt: skip
    if campaign.entry is None or field == "time":
        return None
    known = [each.name for each in campaign.entry.fields]
    if field in known:
        return None
    near = nearest(field, known)
    help = f"did you mean `entry.{near}`?" if near else (
        f"`{campaign.entry.name}` lets in there, and has no field `{field}`"
    )  # fmt: skip
    return f"unknown variable `{name}` in campaign `{called}`, which sends this", help


def _in_record(variable: Variable, campaign: Built) -> tuple[str, str] | None:
    owner, field = variable.path[:2]
    name, called = f"{owner}.{field}", campaign.node.name.text
    entry = campaign.entry if campaign.entering is Entering.RECORD else None
    if entry is None or entry.name != owner:
        return (f"`{name}` is not known in campaign `{called}`, which sends this",
                f"it is where a date of a `{owner}` lets in")  # fmt: skip
    if entry.field(field) is not None:
        return None
    near = nearest(field, [each.name for each in entry.fields])
    help = f"did you mean `{owner}.{near}`?" if near else f"`{owner}` has no field `{field}`"
    return f"unknown variable `{name}`", help


def _may_be_unknown(variable: Variable, variant: tree.Variant, world: World) -> bool:
    """A field of the customer without a default anywhere; the address that the message goes to
    is known when it goes."""
    if variable.guarded or variable.path[0] != "customer":
        return False
    field = world.fields.get(variable.path[1])
    channel = world.channels.get(variant.channel.text)
    if field is None or field.default is not None:
        return False
    return channel is None or channel.address != field.name
