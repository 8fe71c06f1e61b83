"""What a plan says, in sections of sentences, whichever way they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from compiler.changes import Change, Level, Sentence, Subject
from compiler.changes.entering import RECENTLY
from compiler.changes.model import highest
from compiler.zones import to_civil
from runtime.applying.applied import Application
from runtime.applying.steps import Moved
from runtime.reviewing.audience import Audience
from runtime.reviewing.expected import Expected, Sent
from runtime.reviewing.plan import Plan
from segue.shown.applied import said
from segue.shown.figures import amount, count, counted

KEPT = 1
"""So many lines are shown around those that differ."""

Shown = tuple[str, str]
"""A line of a file, and whether it went (`-`), came (`+`) or stayed (a blank)."""


@dataclass(frozen=True)
class Item:
    """One change: what it means, the lines that say it, with their place, and what was counted."""

    level: Level
    text: str
    place: str
    lines: tuple[Shown, ...]
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A campaign, or what several look at. `notes`: what is true of it as a whole."""

    name: str
    title: str
    level: Level | None
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = field(default=())


def compared(plan: Plan) -> str:
    """`what runs, applied by anna`, `main (1a2b3c4)`."""
    by = plan.against.by
    if isinstance(by, Application):
        return f"what runs, applied {said(by, plan.today.policy.timezone)}"
    return str(by)


def sections(plan: Plan) -> list[Section]:
    """Of every campaign that something changes for, in the order of their names; then of what
    several of them look at."""
    names = sorted({name for each in plan.changes for name in each.concerned})
    found = [_campaign(plan, name) for name in names]
    shared = [each for each in plan.changes if _is_shared(each)]
    subjects = dict.fromkeys(each.subject for each in shared)
    return [*found, *(_several(plan, each, shared) for each in subjects)]


def _is_shared(change: Change) -> bool:
    return len(change.campaigns) > 1


def _campaign(plan: Plan, name: str) -> Section:
    mine = [each for each in plan.changes if name in each.concerned]
    level = highest(each.level for each in mine)
    declared = plan.today.campaigns.get(name) or plan.against.side.project.campaigns[name]
    items = tuple(_item(plan, each) for each in mine if not _is_shared(each))
    notes = (*_audience_of(plan, Subject("campaign", name)), *_through(mine, name),
             *_sent_of(plan.expected, name), *_inside(plan, name))  # fmt: skip
    return Section(f"campaign {name}", declared.title or "", level, items, tuple(notes))


def _several(plan: Plan, subject: Subject, shared: Iterable[Change]) -> Section:
    mine = [each for each in shared if each.subject == subject]
    names = dict.fromkeys(name for each in mine for name in each.concerned)
    note = f"concerns {listed(names)}"
    items = tuple(_item(plan, each) for each in mine)
    return Section(str(subject), "", highest(each.level for each in mine), items, (note,))


def listed(names: Iterable[str]) -> str:
    """`cart, win_back and welcome`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _item(plan: Plan, change: Change) -> Item:
    own = change.subject.kind == "campaign"
    text = change.what if own else f"{change.subject}: {change.what}"
    through = [name for _, names in change.campaigns for name in names]
    if through and not _is_shared(change):
        text += f" (through {listed(dict.fromkeys(through))})"
    counts = () if own else tuple(_audience_of(plan, change.subject))
    lines = tuple(differing(change.before, change.after))
    return Item(change.level, text, _place(change), lines, counts)


def _place(change: Change) -> str:
    """Where the first line is that differs; in today's files, if any of it is there."""
    sentence, other = change.after or change.before, change.before if change.after else None
    if sentence is None:
        return ""
    pairs = zip(sentence.text.splitlines(), other.text.splitlines() if other else (), strict=False)
    alike = next((number for number, (one, two) in enumerate(pairs) if one != two), 0)
    return f"{sentence.path}:{sentence.line + alike}"


def differing(before: Sentence | None, after: Sentence | None) -> Iterator[Shown]:
    """The lines of both, of those that stayed only the ones beside a difference."""
    old, new = (each.text.splitlines() if each else [] for each in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield from _stayed(old[start:end], at_start=start == 0, at_end=end == len(old))
        else:
            yield from ((line, "-") for line in old[start:end])
            yield from ((line, "+") for line in new[first:last])


def _stayed(lines: list[str], *, at_start: bool, at_end: bool) -> Iterator[Shown]:
    """The first line of a declaration says what it is, and stays."""
    head = lines[:KEPT]
    tail = [] if at_end else lines[-KEPT:]
    if len(lines) <= len(head) + len(tail) + 1:
        shown = lines if not at_end or at_start else lines[: KEPT + 1]
        yield from ((line, " ") for line in shown)
        return
    yield from ((line, " ") for line in head)
    if tail or at_start:
        yield "…", " "
    yield from ((line, " ") for line in tail)


def _through(changes: Iterable[Change], name: str) -> Iterator[str]:
    """What several look at is shown once, and named here."""
    for each in changes:
        if _is_shared(each):
            names = dict(each.campaigns)[name]
            by = f", through {listed(names)}" if names else ""
            yield f"{each.level}: {each.subject} is another for it{by}; see below"


def _audience_of(plan: Plan, subject: Subject) -> Iterator[str]:
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


def _sent_of(expected: Expected | None, name: str) -> Iterator[str]:
    for campaign, before, today in expected.campaigns if expected else ():
        if campaign == name and expected is not None:
            yield _sent(expected, before, today)


def _sent(expected: Expected, before: Sent, today: Sent) -> str:
    """`in the dry run 70 → 53 entries, 21 → 16 messages (0.8 → 0.6 a day), cost 0.12 → 0`."""
    a_day = [f"{each.planned / expected.days:,.1f}" for each in (before, today)]
    return (
        f"in the dry run {arrow(count(before.entries), count(today.entries))} entries, "
        f"{arrow(count(before.planned), count(today.planned))} messages "
        f"({arrow(*a_day)} a day), cost {arrow(amount(before.cost), amount(today.cost))}"
    )


def arrow(before: str, today: str) -> str:
    """`70 → 53`; the one, where they are the same."""
    return today if before == today else f"{before} → {today}"


def over(plan: Plan) -> str:
    """Over which time the dry run went; the empty text: there was none."""
    if plan.expected is None:
        return ""
    days = (to_civil(each, plan.today.policy.timezone) for each in
            (plan.expected.since, plan.expected.until))  # fmt: skip
    first, last = (f"{each:%Y-%m-%d %H:%M}" for each in days)
    return f"the dry run went from {first} until {last}, once by each text; nothing was sent"


def _inside(plan: Plan, name: str) -> Iterator[str]:
    if plan.applying is None:
        return
    moved = {
        (each.campaign, each.step): each.onto for each in plan.applying.steps
        if isinstance(each, Moved)
    }  # fmt: skip
    for place in plan.applying.places:
        if place.campaign == name:
            line = f", `{place.line}`" if place.line else ""
            stand = "stands" if place.customers == 1 else "stand"
            who = f"{counted(place.customers, 'customer')} {stand} at step {place.step}{line}"
            onto = moved.get((name, place.step))
            yield f"{who}: {_go_on(onto, place.step)}"


def _go_on(onto: str | None, step: str) -> str:
    if onto is None:
        return "by the text of their entry they go on"
    return "moved along" + (f" to step {onto}" if onto != step else "")
