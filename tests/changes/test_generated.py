"""Generated projects that somebody changed: nothing is missed that a version of a campaign hangs
on, and nothing is a change that is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from compiler.changes import Level, Side, changes, side
from compiler.model.project import Project
from compiler.program import compile_program, from_json
from compiler.versions import campaign_version
from dsl import tree
from dsl.printer import format_source
from runtime.loading import Loaded, errors, load, read
from tests.differential.changed import changed
from tests.differential.harness import case
from tests.seeds import seeds

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.mark.parametrize("seed", seeds(1, 6, of=300))
def test_a_campaign_of_another_version_is_changed_and_no_other(seed: int) -> None:
    """But for what is always today's, which has no version (S35), and for numbers of steps: where
    a step before them goes, the others are called otherwise."""
    before = case(seed).project
    today = _whole(changed(before, seed))
    found = changes(side(before), side(today))
    versioned = {
        name for each in found if _has_version(each.subject.kind) for name in each.concerned
    }
    for name in before.campaigns:
        old = campaign_version(before, name)
        new = campaign_version(today, name) if name in today.campaigns else None
        assert (old != new) == (name in versioned), (name, found)


def _whole(project: Project) -> Project:
    """What is done for who leaves by a line goes with the line."""
    return replace(project, campaigns={
        name: replace(each, partings=tuple(
            parting for parting in each.partings
            if all(place < len(each.leaves) for place in parting.leaves)
            and all(place < len(each.leaves_if) for place in parting.leaves_if)
        ))
        for name, each in project.campaigns.items()
    })  # fmt: skip


def _has_version(kind: str) -> bool:
    return kind in ("campaign", "segment", "trait", "groups", "score")


@pytest.mark.parametrize("seed", seeds(1, 3, of=100))
def test_a_project_is_as_it_was(seed: int) -> None:
    before = case(seed).project
    stored = from_json(compile_program(before).to_json()).model_of_project()
    assert changes(side(before), side(stored)) == ()
    turned = replace(
        before,
        campaigns=_turned(before.campaigns, seed), segments=_turned(before.segments, seed),
        messages=_turned(before.messages, seed),
    )  # fmt: skip
    assert changes(side(before), side(turned)) == ()


Part = TypeVar("Part")


def _turned(declared: dict[str, Part], seed: int) -> dict[str, Part]:
    names = sorted(declared)
    Random(seed).shuffle(names)
    return {name: declared[name] for name in names}


@pytest.mark.parametrize("name", ["club", "playbook", "shop"])
def test_a_project_that_is_formatted_and_kept_in_one_file_is_as_it_was(name: str) -> None:
    loaded = load(CAMPAIGNS / name)
    texts = [format_source(source) for source in loaded.sources.values()]
    whole = "\n# and then\n\n".join(reversed(texts)).encode()
    again = read(loaded.root, [("all.campaign", whole)], lambda path: loaded.texts[path].encode())
    assert changes(_side(loaded), _side(again)) == ()


def _side(loaded: Loaded) -> Side:
    assert loaded.checked.project is not None
    return side(loaded.checked.project, loaded.files, loaded.sources)


@pytest.mark.parametrize("name", ["club", "playbook", "shop"])
def test_a_step_that_goes_is_noticed(name: str) -> None:
    """Of each campaign the last step is taken out; where that is still a project, its structure is
    another, and no other campaign's is."""
    loaded = load(CAMPAIGNS / name)
    before, noticed = _side(loaded), 0
    for path, file in zip(loaded.sources, loaded.files, strict=True):
        for node in file.declarations:
            if isinstance(node, tree.Campaign) and len(node.steps) > 1:
                again = _without(loaded, path, node.steps[-1])
                if not errors(again):
                    found = changes(before, _side(again))
                    assert [each.level for each in found] == [Level.STRUCTURE], found
                    assert found[0].concerned == (node.name.text,)
                    noticed += 1
    assert noticed > 2


def _without(loaded: Loaded, path: str, step: tree.Step) -> Loaded:
    """The project without the lines of a step."""
    files = {name: source.text for name, source in loaded.sources.items()}
    first = files[path].rindex("\n", 0, step.span.start) + 1
    files[path] = files[path][:first] + files[path][step.span.end :].lstrip("\n")
    return read(loaded.root, ((name, text.encode()) for name, text in files.items()),
                lambda name: loaded.texts[name].encode())  # fmt: skip
