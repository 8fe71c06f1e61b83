"""What of a project is another in today's, for customers: the room's front.

Compared is what is meant, not what is written: typed campaigns, and what they look at. So another
layout, comments, the order of declarations and the names of files are no change; and a segment, a
trait or a channel that means something else is one for every campaign that makes use of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from compiler.changes.aliases import as_called_today
from compiler.changes.carrying import Carried, carried
from compiler.changes.heads import Headed, headed
from compiler.changes.knowing import Known, known
from compiler.changes.model import Change, Level, Sentence, Subject
from compiler.changes.side import Side, written
from compiler.changes.steps import Stepped, stepped
from compiler.changes.texts import worded
from compiler.changes.uses import Uses, uses
from compiler.meaning.blocks import inner_blocks
from compiler.model.declarations import Variant
from compiler.model.steps import Step
from dsl import tree

Using = dict[str, tuple[Uses, Uses]]
"""By campaign that both projects have, what it made use of before, and does today."""


Concerned = tuple[tuple[str, tuple[str, ...]], ...]
"""Campaigns, each with the names through which it looks at something."""


def changes(before: Side, today: Side) -> tuple[Change, ...]:
    """All of them: campaigns in the order of their names, then what several of these look at."""
    old, new = before.project.campaigns, today.project.campaigns
    found: list[Change] = []
    for name in sorted(old.keys() | new.keys()):
        found += _campaign(before, today, name)
    using = {
        name: (uses(before.project, old[name]), uses(today.project, new[name]))
        for name in sorted(old.keys() & new.keys())
    }
    found += _known(before, today, using)
    found += _messages(before, today, using)
    found += _carried(before, today, using)
    return tuple(found)


def _campaign(before: Side, today: Side, name: str) -> Iterator[Change]:
    old, new = before.project.campaigns.get(name), today.project.campaigns.get(name)
    subject, of = Subject("campaign", name), ((name, ()),)
    if old is None or new is None:
        what = "a new campaign" if old is None else "the campaign is taken out: nobody enters it"
        sides = before.whole(before.campaign(name)), today.whole(today.campaign(name))
        yield Change(Level.STRUCTURE, subject, what, *sides, of)
        return
    old = as_called_today(old, new)
    for head in headed(old, new):
        one, other = _heads(before, name, head), _heads(today, name, head)
        yield Change(head.level, subject, head.what, one, other, of)
    steps = written(old, before.campaign(name)), written(new, today.campaign(name))
    for step in stepped(old, new):
        one = _step(before, steps[0], step, step.before)
        other = _step(today, steps[1], step, step.today)
        yield Change(step.level, subject, step.what, one, other, of)


def _heads(side: Side, name: str, head: Headed) -> Sentence | None:
    node = side.campaign(name)
    return _joined([_line(side, each) for each in head.find(node)] if node else [])


def _line(side: Side, node: tree.Node) -> Sentence | None:
    """Without the steps under a `leave`."""
    inside = node.steps if isinstance(node, tree.LeaveOn | tree.LeaveIf) else ()
    return side.head(node, inside)


def _joined(sentences: Iterable[Sentence | None]) -> Sentence | None:
    """Several lines as one sentence, at the place of the first."""
    found = [each for each in sentences if each is not None]
    if not found:
        return None
    return Sentence(found[0].path, found[0].line, "\n".join(each.text for each in found))


def _step(
    side: Side, nodes: dict[str, tree.Step], found: Stepped, step: Step | None
) -> Sentence | None:
    node = nodes.get(step.id) if step is not None else None
    if node is None or found.whole:
        return side.whole(node)
    return side.head(node, (each for block in inner_blocks(node) for each in block))


def _known(before: Side, today: Side, using: Using) -> Iterator[Change]:
    for each in known(before.project, today.project):
        subject = _declared_as(today, each.subject)
        level, of = _concerned(each, using)
        if of:
            sides = _of(before, each.subject), _of(today, each.subject)
            yield Change(level, subject, each.what, *sides, of)


def _concerned(each: Known, using: Using) -> tuple[Level, Concerned]:
    """How far it goes, and the campaigns that go by it."""
    if each.everybody is not None:
        return each.everybody, tuple((name, ()) for name in using)
    found: dict[str, tuple[str, ...]] = {}
    levels = [Level.WORDING]
    for name, both in using.items():
        for use in both:
            for level, looked_at in _looked_at(use):
                if each.subject in looked_at:
                    found[name] = looked_at[each.subject]
                    levels.append(level)
    return max(levels, key=lambda level: level.rank), tuple(found.items())


def _looked_at(use: Uses) -> Iterator[tuple[Level, Mapping[Subject, tuple[str, ...]]]]:
    """What a campaign goes by, and how far it goes where that means something else."""
    yield Level.WORDING, use.told
    yield Level.LEGAL, dict.fromkeys(use.reached_by, ())
    yield Level.AUDIENCE, use.decided


def _declared_as(side: Side, subject: Subject) -> Subject:
    """A part of a score is declared with it."""
    whole = Subject("score", subject.name.partition(".")[0])
    return whole if subject not in side.declared and whole in side.declared else subject


def _of(side: Side, subject: Subject) -> Sentence | None:
    """The lines that declare a subject; of a field, the one of it."""
    if subject.kind in ("field", "customers"):
        node = side.declared.get(Subject("customers"))
        if subject.kind == "field" and isinstance(node, tree.Customers):
            lines = (each for each in node.fields if each.name.text == subject.name)
            found = next(lines, None)
            return side.whole(found) if found else side.of(Subject("list", subject.name))
        return side.head(node, node.fields if isinstance(node, tree.Customers) else ())
    return side.of(_declared_as(side, subject))


def _messages(before: Side, today: Side, using: Using) -> Iterator[Change]:
    old, new = before.project.messages, today.project.messages
    for name in (each for each in old if each in new):
        of = _users(using, partial(_sends, name))
        for level, what, one, other in worded(old[name], new[name]) if of else ():
            if one is None and other is None:
                sides = _top(before, name), _top(today, name)
            else:
                within = one is None or other is None or one.text != other.text
                sides = _words(before, name, one, within), _words(today, name, other, within)
            yield Change(level, Subject("message", name), what, *sides, of)


def _top(side: Side, name: str) -> Sentence | None:
    """A message without its words."""
    node = side.declared.get(Subject("message", name))
    return side.head(node, node.variants) if isinstance(node, tree.Message) else None


def _words(side: Side, name: str, variant: Variant | None, within: bool) -> Sentence | None:
    """The lines of a variant, or, where it is about what is `within` a file of its own, that."""
    node = side.declared.get(Subject("message", name))
    if variant is None or not isinstance(node, tree.Message):
        return None
    if within and variant.file is not None and variant.text is not None:
        return Sentence(variant.file, 1, variant.text)
    key = variant.channel, variant.language
    return side.whole(next((each for each in node.variants if _key(each) == key), None))


def _key(node: tree.Variant) -> tuple[str, str | None]:
    return node.channel.text, node.language.value if node.language else None


def _sends(message: str, use: Uses) -> bool:
    return message in use.sent


def _users(using: Using, makes: Callable[[Uses], bool]) -> Concerned:
    return tuple((name, ()) for name, both in using.items() if any(map(makes, both)))


def _carried(before: Side, today: Side, using: Using) -> Iterator[Change]:
    for each in carried(before.project, today.project):
        of = _users(using, partial(_makes_use, each))
        if of:
            sides = _slots(before, each), _slots(today, each)
            yield Change(each.level, each.subject, each.what, *sides, of)


def _makes_use(each: Carried, use: Uses) -> bool:
    kinds = {
        "channel": use.ways, "offer": use.given, "hook": use.called, "staff": use.staff,
    }  # fmt: skip
    return each.subject.kind == "policy" or each.subject.name in kinds[each.subject.kind]


def _slots(side: Side, each: Carried) -> Sentence | None:
    node = side.declared.get(each.subject)
    if not all(hasattr(node, slot) for slot in each.slots):
        return side.whole(node)
    found = [part for slot in each.slots for part in _nodes(getattr(node, slot, None))]
    return _joined(side.whole(part) for part in found) if found else None


def _nodes(value: object) -> list[tree.Node]:
    parts = value if isinstance(value, tuple) else (value,)
    return [each for each in parts if isinstance(each, tree.Node)]


