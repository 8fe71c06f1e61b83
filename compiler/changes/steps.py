"""What of a campaign's steps is another, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from compiler.changes.likeness import differences, subject
from compiler.changes.model import Level
from compiler.changes.normal import normal
from compiler.changes.side import in_text
from compiler.changes.words import told
from compiler.model.campaigns import Campaign
from compiler.model.steps import If, Repeat, Split, Step
from compiler.walk import blocks, steps


@dataclass(frozen=True, slots=True)
class Stepped:
    """`what` is another at a step; None: there is none on that side. `whole`: it is about all that
    stands in it as well."""

    level: Level
    what: str
    before: Step | None
    today: Step | None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Placed:
    """A step that only one side has there. `under`: in what it stands, in words."""

    step: Step
    under: str


@dataclass
class _Found:
    other: list[Stepped] = field(default_factory=list)
    gone: list[_Placed] = field(default_factory=list)
    new: list[_Placed] = field(default_factory=list)


def stepped(before: Campaign, today: Campaign) -> list[Stepped]:
    """All that is another in the steps of a campaign, in the order of the text; what was added,
    taken out and moved comes last."""
    found = _Found()
    _block(before.steps, today.steps, "", found)
    _partings(before, today, found)
    return [*found.other, *_one_sided(found)]


def _partings(before: Campaign, today: Campaign, found: _Found) -> None:
    """The steps for who leaves, by what they leave by; where that is another, in their order."""
    old, new = _by_leave(before), _by_leave(today)
    rest = [each for each in old if each not in new], [each for each in new if each not in old]
    pairs = [(each, each) for each in old if each in new]
    for one, other in [*pairs, *zip_longest(*rest, fillvalue="")]:
        _block(old.get(one, ()), new.get(other, ()), "for who leaves: ", found)


def _by_leave(campaign: Campaign) -> dict[str, tuple[Step, ...]]:
    return {
        normal([
            *(campaign.leaves[place].event for place in each.leaves),
            *(campaign.leaves_if[place] for place in each.leaves_if),
        ]): each.steps
        for each in campaign.partings
    }  # fmt: skip


def _block(
    before: tuple[Step, ...], today: tuple[Step, ...], under: str, found: _Found
) -> None:
    old, new = in_text(before), in_text(today)
    for _, olds, news in _aligned(old, new, normal, same=False):
        for alike, one, other in _aligned(olds, news, subject, same=True):
            if alike:
                for step, now in zip(one, other, strict=True):
                    _step(step, now, under, found)
            else:
                found.gone += [_Placed(step, under) for step in one]
                found.new += [_Placed(step, under) for step in other]


def _aligned(
    old: Sequence[Step], new: Sequence[Step], by: Callable[[Step], str], *, same: bool
) -> Iterator[tuple[bool, Sequence[Step], Sequence[Step]]]:
    """Stretches of the two in turn, and whether they are alike; those that are, only with
    `same`."""
    matcher = SequenceMatcher(None, [*map(by, old)], [*map(by, new)], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if same or tag != "equal":
            yield tag == "equal", old[start:end], new[first:last]


def _step(before: Step, today: Step, under: str, found: _Found) -> None:
    if normal(before) == normal(today):
        return
    known = len(found.other), len(found.gone), len(found.new)
    said = [*differences(before, today)]
    whole = _parts(before) != _parts(today)
    found.other += [
        Stepped(level, f"{under}{what}", before, today, whole) for level, what in said
    ]
    if isinstance(before, If) and whole:
        return
    old, new = dict(_blocks(before)), dict(_blocks(today))
    for label in (each for each in old if each in new):
        _block(old[label], new[label], f"{under}{_inside(today, label)}: ", found)
    if known == (len(found.other), len(found.gone), len(found.new)):
        what = f"{under}`{told(today)}` does something else"
        found.other.append(Stepped(Level.STRUCTURE, what, before, today))


def _parts(step: Step) -> list[str]:
    """The parts of a step that can be more or fewer: its arms, or its branches."""
    return [label for label, _ in _blocks(step)] if isinstance(step, Split | If) else []


def _blocks(step: Step) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """The blocks as they are written: what is repeated stands in the text once."""
    for label, block in blocks(step):
        yield label, block
        if isinstance(step, Repeat):
            return


def _inside(step: Step, label: str) -> str:
    if isinstance(step, Split):
        return f"in split {step.name}, arm {label}"
    if isinstance(step, If):
        return f"under `{label.rstrip(' 0123456789')}`"
    return f"under `{told(step)}`" + (f", `{label}`" if label == "else" else "")


def _one_sided(found: _Found) -> Iterator[Stepped]:
    new = [*found.new]
    for gone in found.gone:
        moved = next((each for each in new if normal(each.step) == normal(gone.step)), None)
        if moved is not None:
            new.remove(moved)
            yield Stepped(Level.STRUCTURE, _moved(gone, moved), gone.step, moved.step)
        else:
            yield Stepped(Level.STRUCTURE, _gone(gone, found.new), gone.step, None)
    for each in new:
        yield Stepped(Level.STRUCTURE, _added(each, found.gone), None, each.step)


def _moved(gone: _Placed, new: _Placed) -> str:
    step = f"`{told(gone.step)}`"
    if gone.under == new.under:
        return f"{gone.under}{step} comes at another place"
    return f"{step} stands elsewhere: {_place(new.under)} instead of {_place(gone.under)}"


def _place(under: str) -> str:
    return under.removesuffix(": ") or "in the campaign itself"


def _gone(gone: _Placed, new: Sequence[_Placed]) -> str:
    step = f"{gone.under}`{told(gone.step)}`"
    into = _holder(gone.step, new)
    return f"{step} comes only within `{told(into)}` now" if into else f"{step} is taken out"


def _added(new: _Placed, gone: Sequence[_Placed]) -> str:
    step = f"{new.under}`{told(new.step)}`"
    out_of = _holder(new.step, gone)
    return f"{step} came only within `{told(out_of)}` before" if out_of else f"{step} is new"


def _holder(step: Step, among: Sequence[_Placed]) -> Step | None:
    """The one of the steps in whose blocks the same step stands."""
    for each in among:
        inner = (inside for _, block in blocks(each.step) for inside in steps(block))
        if any(normal(inside) == normal(step) for inside in inner):
            return each.step
    return None
