"""Offers: what is declared of them, and the events that giving and using are."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.meaning import occurrences
from compiler.meaning.literals import count, duration
from compiler.meaning.names import TAKEN
from compiler.meaning.scope import Scope, without_where
from compiler.meaning.world import World
from compiler.model.conditions import Compare, Condition, When
from compiler.model.declarations import Event, Field
from compiler.model.occurring import Occurring
from compiler.model.offers import CODE, GIFT, GIVEN, GIVEN_AT, POINTS, USED, Offer, event_of
from compiler.model.values import (
    Aggregate,
    CalendarStart,
    CustomerField,
    EventField,
    Occurrences,
    Type,
)
from compiler.model.windows import InLast
from compiler.pools import codes
from compiler.walk import walk
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

ABOUT = ("campaign", "step", CODE)
"""The fields of a gift and of its use that conditions can name; of points it is their number."""


def offers(world: World, texts: Mapping[str, str]) -> None:
    """Fills `world.offers`. `texts`: what stands in the files that offers name."""
    pools: dict[str, Span] = {}
    for node in world.names.offers.values():
        if node.name.text in TAKEN or node.name.text == "campaign":
            world.findings.add(
                "E0203", node.name.span, f"`{node.name.text}` cannot be the name of an offer",
                f"in the text of a message `{node.name.text}.` stands for something else; choose "
                "another name",
            )  # fmt: skip
        _pool(node, pools, world, texts)
        world.offers[node.name.text] = _offer(node, world)


def _offer(node: tree.Offer, world: World) -> Offer:
    _one_coupon(node, world)
    first = node.coupons[0] if node.coupons else tree.Coupon()
    limit = node.at_most
    return Offer(
        node.name.text, node.title.value if node.title else None,
        first.pool.value if first.pool else None, first.code.value if first.code else None,
        duration(node.valid, world.findings) if node.valid else None,
        _used_by(node, world) if node.used_by else None,
        count(limit, 1, "the number of gifts", world.findings) if limit else None,
        count(first.points, 1, "the number of points", world.findings) if first.points else None,
    )  # fmt: skip


def _one_coupon(node: tree.Offer, world: World) -> None:
    """E0440: what the customer gets is said once."""
    name = node.name.text
    if not node.coupons and not node.unbuilt:
        world.findings.add(
            "E0440", node.name.span, f"offer `{name}` does not say what a customer gets",
            'add a line such as `coupon from pool "coupons/codes.csv"`, `coupon code "CODE"`, or '
            "`points 500`",
        )  # fmt: skip
    for other in node.coupons[1:]:
        world.findings.add(
            "E0440", other.span, f"offer `{name}` says twice what a customer gets",
            "keep one of the lines, or make two offers of it",
            labels=(Label(node.coupons[0].span, "the other one"),),
        )  # fmt: skip
    for coupon in node.coupons:
        if coupon.code is not None and not coupon.code.value.strip():
            world.findings.add(
                "E0440", coupon.code.span, "this code is empty",
                'write the code that the shop knows: `coupon code "WELCOME"`',
            )  # fmt: skip


def _pool(
    node: tree.Offer, pools: dict[str, Span], world: World, texts: Mapping[str, str]
) -> None:
    """The file of codes: there (E0411), of one offer (E0441), and no code twice (E0442)."""
    for pool in (each.pool for each in node.coupons if each.pool is not None):
        if pool.value in pools:
            world.findings.add(
                "E0441", pool.span, f"the codes of `{pool.value}` belong to another offer",
                "each code is given once: give each offer a file of its own",
                labels=(Label(pools[pool.value], "this offer"),),
            )  # fmt: skip
        pools.setdefault(pool.value, pool.span)
        text = texts.get(pool.value)
        if text is None:
            world.findings.add("E0411", pool.span, f"there is no file `{pool.value}`",
                               "the file of codes, one a line, lies inside the project, and paths "
                               "are counted from its root")  # fmt: skip
        else:
            _each_once(pool, text, world)


def _each_once(pool: tree.Text, text: str, world: World) -> None:
    first: dict[str, int] = {}
    for line, code in codes(text):
        if code in first:
            world.findings.add(
                "E0442", pool.span, f"line {line} of `{pool.value}` has a code that line "
                f"{first[code]} has already", "each code is given once: take one of the two out",
            )  # fmt: skip
            return
        first[code] = line


def _used_by(node: tree.Offer, world: World) -> Occurring | None:
    """E0443 where more is looked at than the event and the code."""
    assert node.used_by is not None
    used, findings = node.used_by, world.findings
    if _is_points(node):
        findings.add(
            "E0443", used.span, "which points are spent is known to the shop alone",
            "leave this line out; what the shop knows of it is an event or a field of the shop's",
        )  # fmt: skip
        return None
    ref = used.event
    if ref.subject is not None or ref.any_subject or ref.name.text not in world.names.events:
        if ref.subject is None and not ref.any_subject and ref.name.text not in world.built_in:
            occurrences.named(ref.name, Scope(world))
            return None
        findings.add("E0443", ref.span, "only an event of the shop can use a gift",
                     "such as `used by purchase where coupon = "
                     f"{node.name.text}.code`")  # fmt: skip
        return None
    event = occurrences.named(ref.name, Scope(world))
    if event is None:
        return None
    scope = Scope(world, offer=node.name.text)
    found = occurrences.filtered(occurrences.Kind(event), used.where, scope)
    if found is None:
        return None
    if any(isinstance(part, CustomerField | CalendarStart) for part in walk(found)):
        assert used.where is not None
        findings.add(
            "E0443", used.where.span, "what uses a gift is said of the event alone",
            f"compare fields of `{event.name}` with each other and with `{node.name.text}.code`",
        )  # fmt: skip
        return None
    return Occurring(found.event, found.where)


def _is_points(node: tree.Offer) -> bool:
    return any(each.points is not None for each in node.coupons)


def kind(node: tree.EventRef, scope: Scope) -> occurrences.Kind | None:
    """The event that `given O` or `used O` is; None, reported, where there is none."""
    world, word, offer = scope.world, node.name.text, node.subject
    if offer is None or node.button is not None:
        world.findings.add("E0204", node.span, f"`{word}` is about an offer",
                           f"write `{word}` and the name of an offer")  # fmt: skip
        return None
    event = _event(word, offer, world)
    return occurrences.Kind(event) if event is not None else None


def _event(word: str, offer: tree.Name, world: World) -> Event | None:
    """The event, which the project then has."""
    declared = world.names.offers.get(offer.text)
    if declared is None:
        world.findings.unknown(offer, "offer", world.names.offers)
        return None
    if word == USED and declared.used_by is None:
        if not world.torn(declared):
            title = f"nothing says what uses `{offer.text}`"
            help = f"add a line to the offer: `used by purchase where coupon = {offer.text}.code`"
            if _is_points(declared):
                title = f"`{offer.text}` is points, and which are spent is known to the shop alone"
                help = f"ask for what was given: `count of given {offer.text} in last 30 days`"
            world.findings.add(
                "E0444", offer.span, title, help,
                labels=(Label(declared.name.span, "this offer"),),
            )  # fmt: skip
        return None
    return own_event(word, offer.text, world)


def own_event(word: str, offer: str, world: World) -> Event:
    """A use has the fields of the shop's event too, but for those called as the gift's are."""
    said = [Field(name, Type.TEXT, name) for name in ABOUT]
    if offer in world.offers and world.offers[offer].points is not None:
        said[-1] = Field(POINTS, Type.NUMBER, POINTS)
    if word == USED:
        said += [Field(GIFT, Type.TEXT, GIFT), Field(GIVEN_AT, Type.TIME, GIVEN_AT)]
        used_by = world.offers[offer].used_by if offer in world.offers else None
        shop = world.events[used_by.event].fields if used_by is not None else ()
        said += [field for field in shop if field.name not in ABOUT]
    name = event_of(word, offer)
    event = Event(
        name, None, "customer", "time", "id", "arrival", tuple(said), own=word, offer=offer
    )
    world.own_events[name] = event
    return event


def has_unused(node: tree.HasUnused, scope: Scope) -> Condition | None:
    """More gifts that are not over than gifts among them that were used: `in last D` says of a gift
    that it is valid for D, up to the instant at which it is over (S13)."""
    if not without_where(node, scope, "gifts"):
        return None
    given, used = (_event(word, node.offer, scope.world) for word in (GIVEN, USED))
    if given is None or used is None or node.offer.text not in scope.world.offers:
        return None
    valid = scope.world.offers[node.offer.text].valid
    window = InLast(valid) if valid is not None else None
    still = When(EventField(used.name, GIVEN_AT, Type.TIME), window) if window else None
    gifts = Aggregate("count", Occurrences(given.name, window), None, Type.NUMBER)
    uses = Aggregate("count distinct", Occurrences(used.name, None, still), GIFT, Type.NUMBER)
    return Compare(">", gifts, uses)
