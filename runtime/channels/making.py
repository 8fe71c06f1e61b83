"""The providers that `segue.toml` names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from runtime.channels.file import FileProvider
from runtime.channels.provider import Provider
from runtime.settings import ChannelSettings


def providers(channels: Mapping[str, ChannelSettings], root: Path) -> dict[str, Provider]:
    """By channel; paths are from the project's root. Channels of one file share its provider."""
    by_path: dict[Path, FileProvider] = {}
    made: dict[str, Provider] = {}
    for name, settings in channels.items():
        path = (root / settings.path).resolve()
        made[name] = by_path.setdefault(path, FileProvider(path))
    return made
