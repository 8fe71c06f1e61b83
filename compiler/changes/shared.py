"""What several campaigns can look at, and what is another of it: what is known, messages, channels,
the policy, offers, hooks, colleagues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from compiler.changes.carrying import Carried, carried
from compiler.changes.knowing import Known, known
from compiler.changes.model import Change, Level, Sentence, Subject
from compiler.changes.side import Side, joined
from compiler.changes.texts import worded
from compiler.changes.uses import NOTHING, Uses, uses
from compiler.model.declarations import Variant
from compiler.model.project import Project
from dsl import tree

Using = dict[str, tuple[Uses, Uses]]
"""By campaign that both projects have, what it made use of before, and does today."""

Concerned = tuple[tuple[str, tuple[str, ...]], ...]
"""Campaigns, each with the names through which it looks at something."""


def shared(before: Side, today: Side) -> Iterator[Change]:
    """All that means something else for a campaign which both projects have; then what a campaign
    makes use of that it did not before, as it stands today."""
    old, new = _uses(before.project), _uses(today.project)
    using = {name: (old[name], new[name]) for name in old if name in new}
    yield from _known(before, today, using)
    yield from _messages(before, today, using)
    yield from _carried(before, today, using)
    every = {name: (old.get(name, NOTHING), each) for name, each in new.items()}
    yield from _fresh(before, today, every)


def _uses(project: Project) -> dict[str, Uses]:
    return {name: uses(project, project.campaigns[name]) for name in sorted(project.campaigns)}


def _fresh(before: Side, today: Side, using: Using) -> Iterator[Change]:
    """Whoever reviews a campaign sees what it looks at, sends and gives from now on."""
    for level, kinds, what, of in _FRESH:
        found: dict[Subject, dict[str, tuple[str, ...]]] = {}
        for name, (old, new) in using.items():
            for subject in of(new):
                if subject.kind in kinds and subject not in of(old):
                    found.setdefault(_declared_as(today, subject), {})[name] = ()
        for subject, campaigns in found.items():
            sides = _of(before, subject), _of(today, subject)
            yield Change(level, subject, what, *sides, tuple(campaigns.items()))


def _named(kind: str, names: Callable[[Uses], tuple[str, ...]]) -> Callable[[Uses], list[Subject]]:
    return lambda use: [Subject(kind, name) for name in names(use)]


def _decided(use: Uses) -> list[Subject]:
    return [*use.decided]


_FRESH: tuple[tuple[Level, tuple[str, ...], str, Callable[[Uses], list[Subject]]], ...] = (
    (Level.AUDIENCE, ("segment", "trait", "groups"), "it is looked at now", _decided),
    (Level.WORDING, ("message",), "it is sent now", _named("message", lambda use: use.sent)),
    (Level.STRUCTURE, ("offer",), "it is given now", _named("offer", lambda use: use.given)),
    (Level.LEGAL, ("hook",), "it is called now", _named("hook", lambda use: use.called)),
)


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
    """A part of a score is declared with it, and who is on a list by the list."""
    whole = Subject("score", subject.name.partition(".")[0])
    declared = (subject, whole, Subject("list", subject.name))
    return next((each for each in declared if each in side.declared), subject)


def _of(side: Side, subject: Subject) -> Sentence | None:
    """The lines that declare a subject; of a field, the one of it."""
    if subject.kind in ("field", "customers"):
        node = side.declared.get(Subject("customers"))
        if subject.kind == "field" and isinstance(node, tree.Customers):
            lines = (each for each in node.fields if each.name.text == subject.name)
            return side.whole(next(lines, None))
        return side.head(node, node.fields if isinstance(node, tree.Customers) else ())
    return side.of(_declared_as(side, subject))


def _messages(before: Side, today: Side, using: Using) -> Iterator[Change]:
    old, new = before.project.messages, today.project.messages
    for name in (each for each in old if each in new):
        differ = [*worded(old[name], new[name])]
        of = _users(using, partial(_sends, name)) if differ else ()
        for level, what, one, other in differ if of else ():
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
    return joined(side.whole(part) for part in found) if found else None


def _nodes(value: object) -> list[tree.Node]:
    parts = value if isinstance(value, tuple) else (value,)
    return [each for each in parts if isinstance(each, tree.Node)]


