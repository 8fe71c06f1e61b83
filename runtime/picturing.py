"""The journeys of a project's campaigns, and who stands where in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compiler.picture.journey import Journey
from compiler.picture.telling import told
from dsl import tree
from runtime.loading import Loaded


def campaigns(loaded: Loaded) -> list[str]:
    """The names of all campaigns in the files."""
    return [node.name.text for node in _nodes(loaded)]


def journey_of(loaded: Loaded, campaign: str) -> Journey:
    """The journey of a campaign, which must be in the files."""
    node = next(each for each in _nodes(loaded) if each.name.text == campaign)
    return told(node, loaded.sources[node.span.path], loaded.files)


def standing_at(root: Path, loaded: Loaded, campaign: str) -> tuple[dict[str, int], int]:
    """How many customers stand at each step of the campaign, by the step's id, and how many are in
    a version of it with another text. Raises NotBegun where the project has not run yet."""
    from compiler.versions import campaign_version
    from runtime.looking.look import looked
    from runtime.looking.standing import places

    project = loaded.checked.project
    here: dict[str, int] = {}
    elsewhere = 0
    with looked(root) as look:
        written = project is not None and campaign in project.campaigns
        today = campaign_version(project, campaign) if project and written else ""
        for name, version, step, count in places(look.connection):
            if name == campaign and version == today:
                here[step] = here.get(step, 0) + count
            elif name == campaign:
                elsewhere += count
    return here, elsewhere


def _nodes(loaded: Loaded) -> Iterator[tree.Campaign]:
    for file in loaded.files:
        yield from (node for node in file.declarations if isinstance(node, tree.Campaign))
