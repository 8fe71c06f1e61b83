"""How customers are reached: policy, channels, messages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from compiler.laws import LAWS, Law
from compiler.meaning.literals import count, duration, share, weekday, zone
from compiler.meaning.paths import spelled
from compiler.meaning.world import World
from compiler.model.declarations import Cap, Channel, Message, Policy, Quiet, Variant
from compiler.model.values import Type
from compiler.model.windows import Duration
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

EXPIRES = Duration(6, "hour")
"""How long after its instant a message may still be handed over, unless a channel says."""


def policy(world: World) -> None:
    """Fills `world.policy`; its time zone is known before (`world.zone`)."""
    node = world.names.policy
    if node is None:
        return
    hold_out = 0
    if node.hold_out is not None:
        hold_out = share(node.hold_out.share, world.findings) or 0
    pack = law(world)
    world.policy = Policy(
        world.zone, caps(node.caps, world), quiet(node.quiet, world), hold_out,
        pack.name if pack is not None else None,
    )  # fmt: skip


def law(world: World) -> Law | None:
    """The pack of rules that the policy names; None where it names none that there is."""
    node = world.names.policy
    return LAWS.get(node.law.value) if node is not None and node.law is not None else None


def caps(nodes: tuple[tree.Cap, ...], world: World) -> tuple[Cap, ...]:
    found: dict[str, Cap] = {}
    first: dict[str, Span] = {}
    for node in nodes:
        limit = count(node.limit, 1, "a cap", world.findings)
        if node.unit in first:
            world.findings.add(
                "E0202", node.span, f"there are two caps per {node.unit}", "keep one of them",
                labels=(Label(first[node.unit], "the other one"),),
            )  # fmt: skip
        elif limit is not None:
            found[node.unit] = Cap(limit, node.unit)
        first.setdefault(node.unit, node.span)
    return tuple(found.values())


def quiet(nodes: tuple[tree.Quiet, ...], world: World) -> tuple[Quiet, ...]:
    found = []
    for node in nodes:
        for side in (node.start, node.end):
            if side is not None and side.zone is not None:
                world.findings.add(
                    "E0419", side.zone.span, "quiet time is on each customer's own clock",
                    "leave the zone out",
                )  # fmt: skip
        start = node.start.value if node.start else None
        end = node.end.value if node.end else None
        days = tuple(sorted({weekday(day) for day in node.weekdays}))
        found.append(Quiet(start, end, days, node.drop))
    return tuple(found)


def channels(world: World) -> None:
    """Fills `world.channels`."""
    for node in world.names.channels.values():
        world.channels[node.name.text] = _channel(node, world)


def _channel(node: tree.Channel, world: World) -> Channel:
    if node.address is None and not node.unbuilt:
        world.findings.add("E0407", node.name.span, f"channel `{node.name.text}` has no address",
                           "add a line such as `to phone`")  # fmt: skip
    address = _customer_field(node.address, world, "address")
    consent = _customer_field(node.consent, world, "consent")
    findings = world.findings
    costs = node.costs.value if node.costs else Decimal(0)
    return Channel(
        node.name.text, address or "", consent,
        quiet(node.quiet, world), caps(node.caps, world), costs,
        (node.expires and duration(node.expires, findings)) or EXPIRES,
        duration(node.fails, findings) if node.fails else None,
        service_only=node.service_only,
        pace=count(node.pace, 1, "a pace", findings) if node.pace else None,
        night=_night(address, world),
    )  # fmt: skip


def _night(address: str | None, world: World) -> tuple[Quiet, ...]:
    """When the law allows no advertising to such an address."""
    pack, field = law(world), world.fields.get(address or "")
    if pack is None or (field is not None and field.type in pack.exempt):
        return ()
    return (pack.night,)


def _customer_field(node: tree.Path | None, world: World, role: str) -> str | None:
    """The field of the customer behind `to` or `with consent`, of a type that fits."""
    if node is None:
        return None
    name = node.parts[-1]
    if len(node.parts) > 1 or name.text not in world.names.fields:
        world.unknown_field(tree.Name(spelled(node), span=node.span))
        return None
    field = world.fields.get(name.text)
    if field is None:
        return None
    if role == "consent" and field.type is not Type.YES_NO:
        world.findings.add("E0418", node.span, f"`{name.text}` is not a yes/no field",
                           "consent is a field that is yes or no")  # fmt: skip
        return None
    if role == "address" and not field.type.textual:
        world.findings.add("E0418", node.span, f"`{name.text}` cannot be an address",
                           "an address is a field of the type `email`, `phone` or `text`",
        )  # fmt: skip
        return None
    return name.text


def messages(world: World, texts: Mapping[str, str]) -> None:
    """Fills `world.messages`. `texts`: what stands in the files that messages name."""
    for node in world.names.messages.values():
        variants = [_variant(variant, world, texts) for variant in node.variants]
        _same_variants(node, world)
        if not node.variants and not node.unbuilt:
            world.findings.add("E0412", node.name.span, f"message `{node.name.text}` says nothing",
                               "name a channel and what it says there")  # fmt: skip
        world.messages[node.name.text] = Message(
            node.name.text, node.service, tuple(variants),
            node.title.value if node.title else None,
        )  # fmt: skip


def _variant(node: tree.Variant, world: World, texts: Mapping[str, str]) -> Variant:
    name = node.channel
    if name.text not in world.names.channels:
        world.findings.unknown(name, "channel", world.names.channels,
                               f"declare it: `channel {name.text}`")  # fmt: skip
    if node.text is not None and node.file is not None:
        world.findings.add("E0412", name.span, "here are a text and a file",
                           "keep one of them")  # fmt: skip
    elif not (node.text or node.file or node.template or node.unbuilt):
        world.findings.add(
            "E0412", name.span, f"nothing is said by `{name.text}`",
            'put the text below it between lines of """, or `file "templates/…"`',
        )  # fmt: skip
    wording = node.text.value if node.text else None
    if node.file is not None:
        wording = _read(node.file, world, texts)
    return Variant(
        name.text, _text(node.language), _text(node.template), _text(node.subject), wording,
        _text(node.file),
    )  # fmt: skip


def _text(node: tree.Text | None) -> str | None:
    return node.value if node is not None else None


def _read(node: tree.Text, world: World, texts: Mapping[str, str]) -> str | None:
    found = texts.get(node.value)
    if found is None:
        outside = node.value.startswith("/") or ".." in node.value.split("/")
        world.findings.add(
            "E0411", node.span, f"there is no file `{node.value}`",
            "the file must lie inside the project" if outside
            else "paths are counted from the project's root",
        )  # fmt: skip
    return found


def _same_variants(node: tree.Message, world: World) -> None:
    seen: dict[tuple[str, str | None], Span] = {}
    for variant in node.variants:
        language = variant.language.value if variant.language else None
        key = (variant.channel.text, language)
        if key in seen:
            told = f" in `{language}`" if language else ""
            world.findings.add(
                "E0202", variant.channel.span,
                f"`{node.name.text}` says two things by `{key[0]}`{told}",
                'keep one of them, or give one a language: `in "en"`',
                labels=(Label(seen[key], "the other one"),),
            )  # fmt: skip
        seen.setdefault(key, variant.channel.span)


def policy_zone(world: World) -> None:
    """Sets `world.zone`, which everything that is written with a date needs."""
    node = world.names.policy
    if node is not None and node.timezone is not None:
        world.zone = zone(node.timezone, world.findings) or "UTC"
