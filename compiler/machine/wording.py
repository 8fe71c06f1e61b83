"""All that a machine can decide, in words: the rows of the journal but for who and when (S38).

A journal repeats itself: a campaign has a few dozen different decisions, and customers have
millions. So the store keeps each decision's words once, under a number, and rows name the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from compiler.machine.places import (
    Branching,
    Calling,
    Finishing,
    Giving,
    Keeping,
    Leaving,
    Machine,
    Place,
    Sending,
    Sort,
)
from compiler.machine.reach import reasons
from compiler.model.campaigns import Goal, Guard
from compiler.model.hooks import way_to
from compiler.model.offers import NOT_GIVEN
from compiler.model.project import Project
from compiler.model.staff import Colleague, to_whom
from compiler.model.steps import (
    MISSED,
    TEST,
    BestHour,
    Call,
    Due,
    Give,
    If,
    Keep,
    Leave,
    Listening,
    Pass,
    Send,
    Split,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitsUntil,
    WaitUntil,
)

LAST = 1_000_000
"""The step order of what comes after all steps at one position."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The columns as in the journal's model; `order` is the step's, which orders the rows of an
    enrolment at one position."""

    kind: str
    rule: str
    order: int = 0
    step: str = ""
    message: str = ""
    channel: str = ""
    arm: str = ""
    reason: str = ""


Numbers = Mapping[Decision, int]
"""The store's numbers of the decisions of one version of a campaign."""

Words = Mapping[str | int, Decision]
"""Decisions by what they hang on: a reason, a channel, the way of a decision."""


def all_decisions(project: Project, machine: Machine) -> Iterator[Decision]:
    """Everything that the machine can write, in a fixed order."""
    yield from refused().values()
    yield from entered(machine).values()
    yield from ended_early(machine).values()
    yield from goals(machine).values()
    for place in machine.places:
        yield from _of_place(project, place)


def refused() -> Words:
    """By the reason against the entry."""
    rules = {"outside runs": "S22", "late": "S17", "left before": "S14", "again": "S16",
             "paused": "S36", "stopped": "S36", "guard": "S8"}  # fmt: skip
    return {reason: Decision("refused", rule, reason=reason) for reason, rule in rules.items()}


def entered(machine: Machine) -> Words:
    """By why they are held out; the empty text: they are not."""
    found: dict[str | int, Decision] = {"": Decision("entered", "S15")}
    for reason in ("held out", "held out from everything") if machine.campaign.goals else ():
        found[reason] = Decision("entered", "S30", arm="held out", reason=reason)
    return found


def ended_early(machine: Machine) -> Words:
    """By the reason; the empty text: a new start replaces."""
    campaign = machine.campaign
    reasons = dict.fromkeys([*(left_on(on.event) for on in campaign.leaves), *campaign.ways_out])
    found: dict[str | int, Decision] = {
        reason: Decision("left", "S21", reason=reason) for reason in reasons
    }
    if machine.replaces:
        found[""] = Decision("left", "S16", reason="replaced")
    return found


def left_on(kind: str) -> str:
    """The reason of who leaves at an event of that kind."""
    return f"left on {kind}"


def goals(machine: Machine) -> Words:
    """By the goal's place in the text, those of guards and tests behind all goals; the order tells
    goals of one event apart."""
    return {
        number: Decision(*_COUNTED[type(each)], order=number, reason=each.name)
        for number, each in enumerate(machine.campaign.counted)
    }  # fmt: skip


_COUNTED: dict[type, tuple[str, str]] = {
    Goal: ("goal", "S32"), Guard: ("guard", "S8"), Trial: ("counted", "S20"),
}  # fmt: skip
"""How what is looked for is journaled, by which rule."""


def waited(step: Due | Listening) -> Words:
    """By the way of the decision: 0, 1 … answered, or what stands under it is done; behind these
    not."""
    if not isinstance(step, Listening):
        over = Decision("waited", _WAITS[type(step)], step.order, step.id, reason="time")
        if isinstance(step, WaitsUntil) and step.then:
            return {0: over, 1: replace(over, reason=MISSED)}
        return {1: over}
    answered = (
        Decision("waited", "S23", step.order, step.id, arm=way.arm, reason="answered")
        for way in step.ways
    )
    arm = "else" if isinstance(step, Until) else ""
    over = Decision("waited", "S23", step.order, step.id, arm=arm, reason="time")
    return dict(enumerate([*answered, over]))


_WAITS: dict[type, str] = {
    Wait: "S3", WaitUntil: "S4", WaitAround: "S23", BestHour: "S8", Pass: "S3",
}  # fmt: skip
"""The rules by which waits of a known end are over."""


def branched(step: If | Split) -> Words:
    """By the way taken; of a split that learns, without the shares in force."""
    if isinstance(step, Split):
        kind, labels = "arm", [arm.name for arm in step.arms]
        rule = "S20" if step.learns else "S19"
    else:
        kind, rule = "branch", "S6"
        labels = [*(branch.label for branch in step.branches), "else"]
    return {
        way: Decision(kind, rule, step.order, step.id, arm=label)
        for way, label in enumerate(labels)
    }


def tested(step: Trial) -> Decision:
    """Of who waits for the end of a test."""
    return Decision("held", "S20", step.order, step.id, reason=TEST)


def unreached(project: Project, step: Send) -> Words:
    """By why each channel of the chain does not reach; a colleague is always reached."""
    if isinstance(step.to, Colleague):
        return {}
    if step.to is not None:
        words = f"{step.channels[0]} no address"
        return {words: _of_send(step, "dropped", "S24", reason=words)}
    ways = [
        [f"{name} {why}" for why in reasons(project, name, project.messages[step.message].service)]
        for name in step.channels
    ]
    return {
        words: _of_send(step, "dropped", "S24", reason=words)
        for words in (", ".join(each) for each in product(*ways))
    }


def sent(step: Send, kind: str, rule: str, reason: str = "") -> Words:
    """By the channel."""
    return {
        channel: _of_send(step, kind, rule, channel=channel, reason=reason)
        for channel in step.channels
    }


def held(step: Send) -> Words:
    return sent(step, "held", "S25", "quiet")


def hushed(step: Send, rule: str = "S25") -> Words:
    return sent(step, "dropped", rule, "quiet")


def shadowed(step: Send) -> Words:
    return sent(step, "shadow", "S30")


def planned(step: Send) -> Words:
    return sent(step, "planned", "S26", to_whom(step.to))


def over_cap(step: Send) -> Words:
    return sent(step, "dropped", "S26", "cap")


def overdue(step: Send) -> Words:
    """The resume of a pause skips the message."""
    return sent(step, "dropped", "S36", "overdue")


def given(step: Give) -> Words:
    """By why there is no code; the empty text: there is one, which stands with the gift."""
    return {
        why: Decision("given", "S28", step.order, step.id, step.offer, reason=why)
        for why in ("", *NOT_GIVEN)
    }


def withheld(step: Give) -> Decision:
    """The gift that a held-out customer does not get."""
    return Decision("shadow", "S30", step.order, step.id, step.offer)


def called(step: Call) -> Decision:
    return Decision("called", "S27", step.order, step.id, step.hook, way_to(step.hook))


def uncalled(step: Call) -> Decision:
    """The call that is not made of a held-out customer."""
    return Decision("shadow", "S30", step.order, step.id, step.hook, way_to(step.hook))


def kept(step: Keep) -> Decision:
    """What is set stands beside it, since it is not known beforehand."""
    return Decision("set", "S38", step.order, step.id, message=step.name)


def left(step: Leave) -> Decision:
    return Decision("left", "S21", step.order, step.id, reason=f'leave "{step.reason}"')


def finished() -> Decision:
    return Decision("left", "S21", LAST, reason="finished")


def _of_send(step: Send, kind: str, rule: str, *, channel: str = "", reason: str = "") -> Decision:
    return Decision(kind, rule, step.order, step.id, step.message, channel, reason=reason)


def _of_place(project: Project, place: Place) -> Iterator[Decision]:
    if isinstance(place.step, Due | Listening) and place.sort is not Sort.REPEAT:
        yield from waited(place.step).values()
    for each in place.move:
        match each:
            case Branching(_, Trial() as trial):
                yield tested(trial)
            case Branching(_, If() | Split() as step):
                yield from branched(step).values()
            case Sending(_, send):
                for words in _of_sends(project, place, send):
                    yield from words.values()
            case Keeping(_, keep):
                yield kept(keep)
            case Leaving(_, leave):
                yield left(leave)
            case Finishing():
                yield finished()
            case Giving(_, give):
                yield from given(give).values()
                yield withheld(give)
            case Calling(_, call):
                yield called(call)
                yield uncalled(call)
            case _:
                pass


def _of_sends(project: Project, place: Place, step: Send) -> Iterator[Words]:
    yield unreached(project, step)
    yield shadowed(step)
    yield planned(step)
    yield over_cap(step)
    yield overdue(step)
    if place.sort is Sort.SEND:
        yield held(step)
        yield hushed(step)
    elif place.sort is Sort.PARTING:
        yield hushed(step, "S21")
