"""What the policy's law asks of advertising: a label, how to refuse more, consent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.laws import LAWS, Law
from compiler.meaning.sending import law
from compiler.model.declarations import Channel, Variant
from compiler.model.values import Type
from compiler.suggest import listed
from dsl import tree
from dsl.diagnostics import Edit
from dsl.source import Span

if TYPE_CHECKING:
    from compiler.meaning.world import World

_SHOP = '''customers from shop.customers
  key        from customer_id
  email      email
  phone      phone
  wants_sms  yes/no

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at

policy
  timezone "Asia/Seoul"
  law "%s"

channel sms
  to phone
%s
message news%s
  sms
    """
    %s
    """

campaign newsletter
  enter every Monday at 09:00 for everyone
%s
  send news by sms
'''
_CONSENT, _GOAL = "  with consent wants_sms\n", "  goal purchase within 7 days\n"
_RIGHT = "(광고) What is new. 무료수신거부 080-000-0000"


def _shop(
    text: str = _RIGHT, *, pack: str = "KR", consent: str = _CONSENT, service: bool = False
) -> str:
    goal = "" if service else _GOAL
    return _SHOP % (pack, consent, "\n  for service" if service else "", text, goal)


CODES = (
    Code(
        "E0450", "unknown-law",
        "A law is a pack of rules by which all advertising of the project goes. One that is not "
        "there would keep nothing.",
        _shop("What is new.", pack="US"), _shop(), alone=True,
    ),
    Code(
        "E0451", "advertising-label",
        "Under `law \"KR\"` advertising begins with `(광고)`, exactly so, in the subject of a mail "
        "and in the text of any other message; `[광고]` and `(광 고)` are violations, too, and so "
        "is anything before it. Seen are the texts in the project; what a provider keeps as a "
        "template is not.",
        _shop("[광고] What is new. 무료수신거부 080-000-0000"), _shop(), alone=True,
    ),
    Code(
        "E0452", "no-refusal",
        "Under `law \"KR\"` advertising says how more of it is refused, at no cost: `무료수신거부` "
        "and a number, or where a channel is blocked. Looked for is the word `수신거부`.",
        _shop("(광고) What is new."), _shop(), alone=True,
    ),
    Code(
        "E0453", "advertising-without-consent",
        "Under `law \"KR\"` advertising goes to those who agreed before. A channel without a field "
        "of consent reaches everybody who has an address. How old a consent is, a yes/no field "
        "does not say: the shop's table turns it to no after two years.",
        _shop(consent=""), _shop(), alone=True,
    ),
    Code(
        "E0454", "labelled-for-service",
        "A message `for service` needs no consent and knows no cap, since it is no advertising. "
        "One that is labelled as advertising is one or the other; and a channel that carries "
        "service only, such as AlimTalk, may not carry it.",
        _shop(service=True), _shop(), alone=True,
    ),
)  # fmt: skip


def check(world: World) -> None:
    """E0450 at the policy's line; by the law that it names E0451, E0452 and E0454 at texts, E0453
    at channels."""
    node = world.names.policy
    if node is None or node.law is None:
        return
    pack = law(world)
    if pack is None:
        world.findings.add("E0450", node.law.span, f"there is no law `{node.law.value}`",
                           f"there is {listed(LAWS)}")  # fmt: skip
        return
    asked: set[str] = set()
    for name, message in world.names.messages.items():
        if world.torn(message):
            continue
        for variant, typed in zip(message.variants, world.messages[name].variants, strict=True):
            channel = world.channels.get(typed.channel)
            if channel is None:
                continue
            if message.service:
                _service(variant, typed, pack, world)
            elif not channel.service_only:
                _wording(variant, typed, channel, pack, world)
                asked.add(channel.name)
    for name in asked:
        _consent(world.channels[name], world.names.channels[name], pack, world)


def _consent(channel: Channel, node: tree.Channel, pack: Law, world: World) -> None:
    if channel.consent is None and not world.torn(node):
        world.findings.add(
            "E0453", node.name.span, f"`{channel.name}` advertises without consent, which "
            f"`law \"{pack.name}\"` forbids", "name the field: `with consent …`",
        )  # fmt: skip


def _wording(
    node: tree.Variant, variant: Variant, channel: Channel, pack: Law, world: World
) -> None:
    first = _first(node, variant, channel, world)
    if first is not None and not first[0].startswith(pack.label):
        text, span, edit = first
        near = _nearly(text, pack)
        world.findings.add(
            "E0451", span, f"this is advertising, and does not begin with `{pack.label}`",
            f"write exactly `{pack.label}` in the place of `{near}`" if near
            else f"begin with `{pack.label}`",
            edit=None if near or edit is None else Edit(edit, f"{pack.label} "),
        )  # fmt: skip
    if variant.text is not None and pack.refusal not in re.sub(r"\s", "", variant.text):
        world.findings.add(
            "E0452", _place(node), "this does not say how to refuse more of it",
            f"say it, for instance `무료{pack.refusal} 080-000-0000`",
        )  # fmt: skip


def _service(node: tree.Variant, variant: Variant, pack: Law, world: World) -> None:
    for text in _texts(variant):
        if text.startswith(pack.label) or _nearly(text, pack):
            world.findings.add(
                "E0454", _place(node), "this is labelled as advertising, and sent `for service`",
                "leave the label out, or `for service`",
            )  # fmt: skip
            return


def _texts(variant: Variant) -> Iterator[str]:
    yield from (text for text in (variant.subject, variant.text) if text is not None)


First = tuple[str, Span, Span | None]
"""What is read first, where it stands, and where a label would."""


def _first(node: tree.Variant, variant: Variant, channel: Channel, world: World) -> First | None:
    """The subject of a mail, the text of any other message; None where neither is known."""
    field = world.fields.get(channel.address)
    if field is not None and field.type is Type.EMAIL and node.subject is not None:
        at = node.subject.span.start + 1
        return node.subject.value, node.subject.span, Span(node.subject.span.path, at, at)
    if variant.text is None:
        return None
    if node.text is None or not node.text.lines:
        return variant.text, _place(node), None
    line = node.text.lines[0]
    begins = line.end - len(variant.text.split("\n")[0])
    return variant.text, Span(line.path, begins, line.end), Span(line.path, begins, begins)


def _place(node: tree.Variant) -> Span:
    return node.channel.span


def _nearly(text: str, pack: Law) -> str | None:
    """A label that is not the one of the law, as it was written."""
    word = r"\s*".join(pack.label.strip("()"))
    found = re.match(rf"\s*[(\[（【<].{{0,4}}{word}\s*[)\]）】>]", text)
    return found[0].strip() if found and found[0] != pack.label else None
