"""The providers that `segue.toml` names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from compiler.model.campaigns import Send
from compiler.model.project import Project
from compiler.walk import steps
from runtime.channels.file import FileProvider
from runtime.channels.provider import Provider
from runtime.settings import ChannelSettings
from runtime.sources import Finding


def without_provider(
    project: Project, channels: Mapping[str, ChannelSettings]
) -> list[Finding]:
    """The channels by which campaigns send, and for which `segue.toml` names nobody."""
    used = {
        channel
        for campaign in project.campaigns.values()
        for step in steps(campaign)
        if isinstance(step, Send)
        for channel in step.channels
    }
    return [
        Finding(
            f"channel {name}", "segue.toml names no provider for it",
            f'[channels.{name}] with provider = "file" and path = "outbox/{name}.jsonl"',
        )
        for name in project.channels if name in used and name not in channels
    ]  # fmt: skip


def providers(channels: Mapping[str, ChannelSettings], root: Path) -> dict[str, Provider]:
    """By channel; paths are from the project's root. Channels of one file share its provider."""
    by_path: dict[Path, FileProvider] = {}
    made: dict[str, Provider] = {}
    for name, settings in channels.items():
        path = (root / settings.path).resolve()
        made[name] = by_path.setdefault(path, FileProvider(path))
    return made
