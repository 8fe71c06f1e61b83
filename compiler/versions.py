"""Versions of campaigns (S35): a hash of what a campaign does, whatever its files look like."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from compiler.codec import Plainest, plain
from compiler.model.declarations import Groups, Segment, Trait
from compiler.model.project import Project
from compiler.walk import reached


def campaign_version(project: Project, name: str) -> str:
    """The first 12 hex digits of the SHA-256 of the campaign and of the segments, traits and
    groups that it looks at, directly or through each other. Titles, the owner and what is usual are
    for people only, and do not count; neither do messages, channels and the policy, which are
    always today's. Raises KeyError for a campaign that the project does not have."""
    return hashlib.sha256(_written(_document(project, name)).encode()).hexdigest()[:12]


def _document(project: Project, name: str) -> Plainest:
    campaign = project.campaigns[name]
    own = plain(replace(campaign, title=None, owner=None, usually=None))
    return {"campaign": own} | _looked_at(project, campaign)


def meaning(project: Project, of: object) -> str:
    """The SHA-256 of a value, or another part of the model, and of the segments, traits and groups
    that it looks at."""
    document = {"value": plain(of)} | _looked_at(project, of)
    return hashlib.sha256(_written(document).encode()).hexdigest()


def _written(document: Plainest) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def _looked_at(project: Project, *nodes: object) -> dict[str, Plainest]:
    found = reached(project, *nodes)
    return {
        "segments": _untitled(project.segments, found.segments),
        "traits": _untitled(project.traits, found.traits),
        "groups": _untitled(project.groups, found.groups),
    }


Titled = TypeVar("Titled", Segment, Trait, Groups)


def _untitled(declared: Mapping[str, Titled], names: Iterable[str]) -> Plainest:
    return {name: plain(replace(declared[name], title=None)) for name in sorted(names)}
