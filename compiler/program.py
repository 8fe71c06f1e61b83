"""The program: one versioned, serialisable document of a whole project.

It is what CI compares, what the store keeps beside each run, and what the runtime loads. Import
this module only where a document is read or written: it needs pydantic.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from compiler.codec import model, plain
from compiler.model.project import Project
from compiler.versions import campaign_version


class Program(BaseModel):
    """`format` goes up whenever an older reader would misread a newer document. `versions`: each
    campaign's version. `project`: the typed model but for its tests, as `compiler.codec` writes
    it. A document with another `format`, or with more in it, is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    versions: dict[str, str]
    project: dict[str, Any]

    def to_json(self) -> str:
        """The canonical text: keys sorted, two spaces, one line feed at the end."""
        document = self.model_dump(mode="json")
        return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @property
    def name(self) -> str:
        """The first 12 hex digits of the SHA-256 of the canonical text."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def model_of_project(self) -> Project:
        """The typed project. Raises ValueError for a document that is not one."""
        found = model(self.project)
        if not isinstance(found, Project):
            raise ValueError("the document holds no project")
        return found


def compile_program(project: Project) -> Program:
    """The document of a project. Tests stay out: they run where the files are, and their places
    in the files would make every edit a change."""
    document = plain(replace(project, tests=()))
    assert isinstance(document, dict)
    versions = {name: campaign_version(project, name) for name in project.campaigns}
    return Program(versions=versions, project=document)


def from_json(text: str) -> Program:
    """The document that `to_json` wrote. Raises pydantic's ValidationError (a ValueError)."""
    return Program.model_validate_json(text)


__all__ = ["Program", "campaign_version", "compile_program", "from_json"]
