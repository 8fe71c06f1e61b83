"""How everything that is declared is read, where all of it can be."""

from __future__ import annotations

from compiler.model.project import Project
from runtime.settings import Settings
from runtime.sources.reader import Reader, SourceError
from runtime.sources.reading import Reading, readings


def fit_readings(
    reader: Reader, project: Project, settings: Settings, *, files: bool | None = None
) -> dict[str, Reading]:
    """How everything is read, or those declarations alone whose tables are `files`, or are none.
    Raises SourceError where something cannot be."""
    found, findings = readings(reader, project, settings, files=files)
    if findings:
        raise SourceError("\n".join(str(finding) for finding in findings))
    return found
