"""What a plan says, in sections of sentences, whichever way they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from compiler.changes import Change, Level, Sentence, Side, Subject
from runtime.applying.applied import Application
from runtime.reviewing.plan import Plan
from segue.shown.applied import said
from segue.shown.counted import inside, level_of, meant, pressed_by, sent
from segue.shown.figures import count

KEPT = 1
"""So many lines are shown around those that differ."""

LISTED = 8
"""So many campaigns are named; of more their number is said."""

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
    """A campaign, or what several look at. `lead`: what has to be known of it before; `notes`: what
    follows for it as a whole."""

    name: str
    title: str
    level: Level
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    lead: str = ""


def compared(plan: Plan) -> str:
    """`what runs, applied by anna`, `main (1a2b3c4)`."""
    by = plan.against.by
    if isinstance(by, Application):
        return f"what runs, applied {said(by, plan.today.project.policy.timezone)}"
    return str(by)


def sections(plan: Plan) -> list[Section]:
    """Of what several campaigns look at, what goes farthest first; then of every campaign of which
    there is more to say, in the order of their names."""
    shared = [each for each in plan.changes if _is_shared(each)]
    subjects = dict.fromkeys(each.subject for each in shared)
    found = [_several(plan, each, shared) for each in subjects]
    found.sort(key=lambda each: -each.level.rank)
    counted = {each.subject.name for each in plan.audiences if each.subject.kind == "campaign"}
    own = {name for each in plan.changes if not _is_shared(each) for name in each.concerned}
    return [*found, *(_campaign(plan, name) for name in sorted(own | counted))]


def _is_shared(change: Change) -> bool:
    return len(change.campaigns) > 1


def _campaign(plan: Plan, name: str) -> Section:
    mine = [each for each in plan.changes if name in each.concerned]
    level = level_of(plan, name) or Level.WORDING
    declared = plan.today.project.campaigns.get(name) or plan.against.side.project.campaigns[name]
    items = tuple(_item(plan, each) for each in mine if not _is_shared(each))
    notes = (*meant(plan, Subject("campaign", name)), *_through(mine, name),
             *sent(plan.expected, name), *pressed_by(plan, name),
             *inside(plan, name))  # fmt: skip
    lead = _lets_in(plan.today, name)
    return Section(f"campaign {name}", declared.title or "", level, items, notes, lead)


def _lets_in(side: Side, name: str) -> str:
    """By which lines customers come in, so that whoever reviews need not open the file; the empty
    text: they do not."""
    node = side.campaign(name)
    if node is None:
        return ""
    lines = [side.head(each) for each in (*node.entries, *node.again)]
    if node.only_if is not None:
        lines.insert(1, side.head(node.only_if))
    said = [f"`{' '.join(each.text.split())}`" for each in lines if each is not None]
    return f"customers come in by {', '.join(said)}"


def _several(plan: Plan, subject: Subject, shared: Iterable[Change]) -> Section:
    mine = [each for each in shared if each.subject == subject]
    items = tuple(_item(plan, each) for each in mine)
    level = max((each.level for each in mine), key=lambda level: level.rank)
    return Section(str(subject), "", level, items, (_concerns(plan, mine),))


def _concerns(plan: Plan, changes: Iterable[Change]) -> str:
    through = {name: names for each in changes for name, names in each.campaigns}
    if len(through) == len(plan.today.project.campaigns) > LISTED:
        return f"this concerns all {count(len(through))} campaigns"
    named = [f"{name} (through {listed(names)})" if names else name
             for name, names in through.items()]  # fmt: skip
    more = len(named) - LISTED
    if more > 1:
        named = [*named[:LISTED], f"{count(more)} more campaigns"]
    return f"this concerns {listed(named)}"


def listed(names: Iterable[str]) -> str:
    """`cart, win_back and welcome`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _item(plan: Plan, change: Change) -> Item:
    own = change.subject.kind == "campaign"
    titled = own or _is_shared(change)
    text = change.what if titled else f"{change.subject}: {change.what}"
    through = [name for _, names in change.campaigns for name in names]
    if through and not _is_shared(change):
        text += f" (through {listed(dict.fromkeys(through))})"
    counts = () if own else tuple(meant(plan, change.subject))
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
    """The lines of both, of those that stayed only the ones beside a difference; all, where there
    is none."""
    old, new = (each.text.splitlines() if each else [] for each in (before, after))
    if old == new:  # it is shown to be read
        yield from ((line, " ") for line in new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            said = [line for line in old[start:end] if line.strip(' "')]
            yield from _stayed(said, at_start=start == 0, at_end=end == len(old))
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
            yield f"{each.level}: {each.subject} is another for it{by}; see above"
