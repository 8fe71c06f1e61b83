"""`segue.toml`: where the data are, which engine, which providers.

An unknown key, a wrong value and an environment variable that is not set are errors that name the
file and the key. Paths are relative to the project's folder.
"""

from runtime.settings.loading import load
from runtime.settings.saying import SettingsError
from runtime.settings.sections import (
    FILE_ENDINGS,
    ArchiveSettings,
    ChannelSettings,
    EngineSettings,
    ForgettingSettings,
    HookSettings,
    ProjectSettings,
    Settings,
    TableSettings,
)

__all__ = [
    "FILE_ENDINGS",
    "ArchiveSettings",
    "ChannelSettings",
    "EngineSettings",
    "ForgettingSettings",
    "HookSettings",
    "ProjectSettings",
    "Settings",
    "SettingsError",
    "TableSettings",
    "load",
]
