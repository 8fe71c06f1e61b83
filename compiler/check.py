"""The front of the compiler: trees in, a typed project and all findings out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from compiler import checks
from compiler.codes import ALL
from compiler.findings import Findings
from compiler.meaning.campaigns import Built, build
from compiler.meaning.chains import refuse_endless
from compiler.meaning.computed import computed
from compiler.meaning.hooks import hooks
from compiler.meaning.idle import idle
from compiler.meaning.kept import kept
from compiler.meaning.knowing import customers, events
from compiler.meaning.names import collect
from compiler.meaning.offers import offers
from compiler.meaning.proving import test
from compiler.meaning.records import products, records
from compiler.meaning.sending import channels, messages, policy, policy_zone
from compiler.meaning.staff import staff
from compiler.meaning.unbuilt import refuse
from compiler.meaning.world import World
from compiler.model.project import Project
from compiler.model.tests import Test
from compiler.silencing import silenced
from dsl import tree
from dsl.diagnostics import Diagnostic, Severity
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """`project` is None where there is an error; warnings alone leave it. `silent`: warnings that
    a comment on their line silences."""

    project: Project | None
    diagnostics: tuple[Diagnostic, ...]
    silent: tuple[Diagnostic, ...] = ()


def check(
    files: Sequence[tree.File],
    texts: Mapping[str, str],
    broken: Sequence[Span] = (),
    elsewhere: Callable[[str], bool] = lambda name: False,
) -> Checked:
    """Name, type and check all files of a project together.

    `texts`: the contents of the files that messages name, by path (`files_named`). `broken`: where
    the parser refused a line; nothing is reported as missing that may have stood there.
    `elsewhere`: whether a name also stands in what of the project is not among the files.
    Diagnostics come sorted by place.
    """
    findings = Findings(_NAMES)
    world = World(collect(files, findings, broken), findings)
    refuse(files, findings)
    policy_zone(world)
    customers(world)
    events(world)
    kept(world)
    records(world)
    products(world)
    channels(world)
    offers(world, texts)
    hooks(world)
    staff(world)
    computed(world)
    policy(world)
    messages(world, texts)
    built = [build(node, world) for node in world.names.campaigns.values()]
    refuse_endless(world)
    tests = [test(node, world) for node in world.names.tests]
    checks.run(world, built)
    _nothing_known(world, files, broken)
    if findings.guessed:
        found_idle = idle(files, texts.values()).items()
        findings.idle = {name: span for name, span in found_idle if not elsewhere(name)}
    found = _shown(findings.all(), world)
    wrong = bool(broken) or any(each.severity is Severity.ERROR for each in found)
    told = [silence for file in files for silence in file.silences]
    said = silenced(told, found, _NAMES, whole=not wrong)
    return Checked(None if wrong else _project(world, built, tests), said.shown, said.silent)


_NAMES = {code: entry.name for code, entry in ALL.items()}


MISSING = frozenset(
    {
        "E0211", "E0401", "E0402", "E0403", "E0404", "E0407", "E0412", "E0420", "E0422", "E0601",
        "E0602", "E0604", "E0440",
    }
)  # fmt: skip
"""What says that something is not there."""


def _shown(found: Sequence[Diagnostic], world: World) -> tuple[Diagnostic, ...]:
    """What a declaration lacks is said only where all of it could be read."""
    torn = [node.span for node in world.names.torn]

    def excused(each: Diagnostic) -> bool:
        return each.code in MISSING and any(
            span.path == each.span.path and span.start <= each.span.start < span.end
            for span in torn
        )

    return tuple(each for each in found if not excused(each))


def files_named(files: Sequence[tree.File]) -> set[str]:
    """The paths, from the project's root, of the files that messages and offers name."""
    declared = [declaration for file in files for declaration in file.declarations]
    named = [
        each.file for node in declared if isinstance(node, tree.Message) for each in node.variants
    ]
    named += [
        each.pool for node in declared if isinstance(node, tree.Offer) for each in node.coupons
    ]
    return {each.value for each in named if each is not None}


def _nothing_known(
    world: World, files: Sequence[tree.File], broken: Sequence[Span]
) -> None:
    """E0209: without customers there is nobody to speak of."""
    if broken or world.names.customers is not None:
        return
    if any(file.declarations for file in files):
        first = next(file for file in files if file.declarations)
        world.findings.add(
            "E0209", first.declarations[0].span, "no file says who the customers are",
            "declare them once: `customers from TABLE`, and below it `key from COLUMN`",
        )  # fmt: skip


def _project(
    world: World, built: Sequence[Built], tests: Sequence[Test | None]
) -> Project | None:
    if world.customers is None:
        return None
    answers = {event.name: event for event in world.built_in.values() if not event.own}
    kept_events = {event.name: event for event in world.kept.values()}
    return Project(
        world.customers,
        world.policy,
        {**world.events, **answers, **world.own_events, **kept_events},
        world.traits,
        world.segments,
        world.groups,
        world.channels,
        world.messages,
        {each.campaign.name: each.campaign for each in built if each.campaign is not None},
        tuple(each for each in tests if each is not None),
        world.populations,
        world.records,
        world.products,
        world.movements,
        world.offers,
        hooks=world.hooks,
        staff=world.staff,
    )
