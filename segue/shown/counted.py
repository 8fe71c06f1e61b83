"""What was counted for a plan, in sentences: who is meant, what would go out, who is inside."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.changes import Level, Subject
from compiler.changes.entering import RECENTLY
from compiler.changes.model import highest
from compiler.pressure import Pressure
from compiler.zones import to_civil
from runtime.applying.steps import Moved
from runtime.reviewing.audience import Audience
from runtime.reviewing.expected import Expected, Sent
from runtime.reviewing.plan import Plan
from segue.shown.figures import amount, count, counted


def level_of(plan: Plan, campaign: str) -> Level | None:
    """How far it goes for one campaign; None: nothing changes for it."""
    return highest(each.level for each in plan.changes if campaign in each.concerned)


def meant(plan: Plan, subject: Subject) -> Iterator[str]:
    for each in plan.audiences:
        if each.subject == subject:
            yield _counted(each)


def _counted(each: Audience) -> str:
    if each.never:
        return f"how many were meant before cannot be counted any more: {each.never}"
    parts = [f"{_who(each)}, instead of {count(each.before)}"]
    for number, word, keys in (
        (each.more, "more", each.more_keys), (each.fewer, "fewer", each.fewer_keys),
    ):  # fmt: skip
        if number:
            more = ", …" if number > len(keys) else ""
            parts.append(f"{count(number)} {word} ({', '.join(keys)}{more})")
    return ": ".join([parts[0], ", ".join(parts[1:])]) if len(parts) > 1 else parts[0]


def _who(each: Audience) -> str:
    customers = counted(each.today, "customer")
    if each.lately:
        return f"in the last {RECENTLY} {customers} did what lets in"
    if each.subject.kind == "campaign":
        return f"{customers} would be let in now"
    return f"{customers} {'is' if each.today == 1 else 'are'} in it"


def sent(expected: Expected | None, name: str) -> Iterator[str]:
    for campaign, before, today in expected.campaigns if expected else ():
        if campaign == name and expected is not None:
            yield _of_one(expected, before, today)


def _of_one(expected: Expected, before: Sent, today: Sent) -> str:
    """`in the dry run 70 → 53 entries, 21 → 16 messages (0.8 → 0.6 a day), cost 0.12 → 0`."""
    a_day = [f"{each.planned / expected.days:,.1f}" for each in (before, today)]
    return (
        f"in the dry run {arrow(count(before.entries), count(today.entries))} entries, "
        f"{arrow(count(before.planned), count(today.planned))} messages "
        f"({arrow(*a_day)} a day), cost {arrow(amount(before.cost), amount(today.cost))}"
    )


def differs(plan: Plan, name: str, before: Sent, today: Sent) -> bool:
    """Whether a campaign has a line in a table: something changes for it, or it sends otherwise
    since others do."""
    return level_of(plan, name) is not None or before != today


def arrow(before: str, today: str) -> str:
    """`70 → 53`; the one, where they are the same."""
    return today if before == today else f"{before} → {today}"


def pressed(plan: Plan) -> list[str]:
    """How much one customer can get in any week."""
    before, today = plan.pressures
    found = [_of_week("advertising message", before.most, today.most)]
    if before.service != today.service:
        found.append(_of_week("message for service", before.service, today.service))
    return found


def _of_week(what: str, before: int | None, today: int | None) -> str:
    was = "as before" if before == today else f"instead of {_bound(before)}"
    if today is None:
        return f"in any week nothing bounds how many {what}s one customer gets, {was}"
    return f"in any week one customer gets at most {counted(today, what)}, {was}"


def _bound(most: int | None) -> str:
    return "any number" if most is None else count(most)


def pressed_by(plan: Plan, name: str) -> Iterator[str]:
    """What one campaign adds to it, where that is another."""
    before, today = (_added(each, name) for each in plan.pressures)
    if before != today:
        most = "any number of messages" if today is None else counted(today, "message")
        held = ", before caps" if plan.pressures[1].held else ""
        yield f"a customer gets at most {most} a week from it{held}, instead of {_bound(before)}"


def _added(pressure: Pressure, name: str) -> int | None:
    """By all its ways; None: nothing bounds it."""
    shares = [each.most for each in (*pressure.shares, *pressure.of_service)
              if each.campaign == name]  # fmt: skip
    known = [each for each in shares if each is not None]
    return sum(known) if len(known) == len(shares) else None


def over(plan: Plan) -> str:
    """Over which time the dry run went; the empty text: there was none."""
    if plan.expected is None:
        return ""
    days = (to_civil(each, plan.today.project.policy.timezone) for each in
            (plan.expected.since, plan.expected.until))  # fmt: skip
    first, last = (f"{each:%Y-%m-%d %H:%M}" for each in days)
    return f"the dry run went from {first} until {last}, once by each text; nothing was sent"


def inside(plan: Plan, name: str) -> Iterator[str]:
    if plan.applying is None:
        return
    moved = {
        (each.campaign, each.step): each.onto for each in plan.applying.steps
        if isinstance(each, Moved)
    }  # fmt: skip
    for place in plan.applying.places:
        if place.campaign == name:
            line = f", `{place.line}`," if place.line else ""
            one = place.customers == 1
            who = f"{counted(place.customers, 'customer')} {'stands' if one else 'stand'}"
            go_on = _go_on(moved.get((name, place.step)), place.step, one)
            yield f"{who} at step {place.step}{line} and {go_on}"


def _go_on(onto: str | None, step: str, one: bool) -> str:
    if onto is None:
        return f"{'goes' if one else 'go'} on by the text of their entry"
    return f"{'is' if one else 'are'} moved along" + (f" to step {onto}" if onto != step else "")
