"""The providers that `segue.toml` names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from compiler.model.project import Project
from compiler.model.steps import Send
from compiler.suggest import nearest
from compiler.walk import steps
from runtime.channels.file import FileProvider
from runtime.channels.provider import Provider, no_provider
from runtime.errors import Trouble
from runtime.settings import ChannelSettings
from runtime.sources import Finding


def without_provider(
    project: Project, channels: Mapping[str, ChannelSettings]
) -> list[Finding]:
    """The channels by which campaigns send, and for which `segue.toml` names nobody."""
    strange = [name for name in channels if name not in project.channels]
    return [
        Finding(
            f"channel {name}", "segue.toml names no provider for it",
            _hint(name, nearest(name, strange)), count=1, stops=True,
        )
        for name in project.channels if name in _used(project) and name not in channels
    ]  # fmt: skip


def of_no_channel(project: Project, channels: Mapping[str, ChannelSettings]) -> list[Finding]:
    """What `segue.toml` says of channels that no file declares, and that are none of the slips
    which `without_provider` finds."""
    missing = [name for name in _used(project) if name not in channels]
    strange = [name for name in channels if name not in project.channels]
    meant = {nearest(name, strange) for name in missing}
    return [
        Finding(
            "segue.toml", f"there is no channel `{name}`",
            f"declare it in a campaign file, or take [channels.{name}] out", count=1,
        )
        for name in strange if name not in meant
    ]  # fmt: skip


def _hint(name: str, near: str | None) -> str:
    if near is not None:
        return f"did you mean [channels.{name}] by [channels.{near}]?"
    return f'[channels.{name}] with provider = "file" and path = "outbox/{name}.jsonl"'


def _used(project: Project) -> set[str]:
    """The channels by which campaigns send."""
    return {
        channel
        for campaign in project.running
        for step in steps(campaign)
        if isinstance(step, Send)
        for channel in step.channels
    }


def refuse_without_provider(
    project: Project, channels: Mapping[str, ChannelSettings]
) -> None:
    """Raises Trouble where a campaign sends by a channel that nobody carries."""
    for finding in without_provider(project, channels):
        if "did you mean" in finding.help:
            raise Trouble(str(finding))
        raise no_provider(finding.what.removeprefix("channel "))


def providers(channels: Mapping[str, ChannelSettings], root: Path) -> dict[str, Provider]:
    """By channel; paths are from the project's root. Channels of one file share its provider.

    Raises Trouble where a file cannot be written, which is better known before anything runs."""
    by_path: dict[Path, FileProvider] = {}
    made: dict[str, Provider] = {}
    for name, settings in channels.items():
        path = (root / settings.path).resolve()
        made[name] = by_path.setdefault(path, FileProvider(path))
        _prove(by_path[path], name, settings)
    return made


def _prove(provider: FileProvider, name: str, settings: ChannelSettings) -> None:
    try:
        provider.ready()
    except OSError as error:
        raise Trouble(
            f"{settings.path}, the outbox of channel {name}, cannot be written "
            f"({error.strerror or error}): make room for it, or name another `path` in "
            f"[channels.{name}] of segue.toml"
        ) from error
