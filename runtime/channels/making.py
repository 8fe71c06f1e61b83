"""The providers that `segue.toml` names, of channels and of hooks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.model.hooks import way_to
from compiler.model.project import Project
from compiler.model.steps import Call, Send
from compiler.suggest import nearest
from compiler.walk import steps
from runtime.channels.file import FileProvider, Form, Letters
from runtime.channels.provider import Provider, no_provider, section
from runtime.channels.webhook import SignedCalls
from runtime.errors import Trouble
from runtime.secrets import key_of
from runtime.settings import ChannelSettings, HookSettings, Settings
from runtime.sources import Finding


@dataclass(frozen=True)
class _Ways:
    """The channels, or the hooks: what the project declares, what campaigns use of it, and whom
    `segue.toml` names."""

    word: str
    declared: Collection[str]
    used: Collection[str]
    named: Collection[str]

    @property
    def missing(self) -> list[str]:
        return [each for each in self.declared if each in self.used and each not in self.named]

    @property
    def strange(self) -> list[str]:
        return [each for each in self.named if each not in self.declared]

    def way(self, name: str) -> str:
        return way_to(name) if self.word == "hook" else name


def _ways(project: Project, settings: Settings) -> tuple[_Ways, _Ways]:
    every = [step for campaign in project.running for step in steps(campaign)]
    sent = {name for step in every if isinstance(step, Send) for name in step.channels}
    called = {step.hook for step in every if isinstance(step, Call)}
    return (
        _Ways("channel", project.channels, sent, settings.channels),
        _Ways("hook", project.hooks, called, settings.hooks),
    )


def without_provider(project: Project, settings: Settings) -> list[Finding]:
    """The channels and hooks that campaigns use, and for which `segue.toml` names nobody."""
    return [
        Finding(
            f"{ways.word} {name}", "segue.toml names no provider for it",
            _hint(ways, name, nearest(name, ways.strange)), count=1, stops=True,
        )
        for ways in _ways(project, settings) for name in ways.missing
    ]  # fmt: skip


def of_nothing(project: Project, settings: Settings) -> list[Finding]:
    """What `segue.toml` says of channels and hooks that no file declares, and that are none of the
    slips which `without_provider` finds."""
    return [
        Finding(
            "segue.toml", f"there is no {ways.word} `{name}`",
            f"declare it in a campaign file, or take [{ways.word}s.{name}] out", count=1,
        )
        for ways in _ways(project, settings)
        for name in ways.strange
        if name not in {nearest(each, ways.strange) for each in ways.missing}
    ]  # fmt: skip


def _hint(ways: _Ways, name: str, near: str | None) -> str:
    if near is not None:
        return f"did you mean [{ways.word}s.{name}] by [{ways.word}s.{near}]?"
    head, *lines = section(ways.way(name))
    return f"{head} with {' and '.join(lines)}"


def refuse_without_provider(project: Project, settings: Settings) -> None:
    """Raises Trouble where a campaign sends by a channel, or calls a hook, that nobody carries."""
    for ways in _ways(project, settings):
        for name in ways.missing:
            near = nearest(name, ways.strange)
            if near is not None:
                raise Trouble(str(without_provider(project, settings)[0]))
            raise no_provider(ways.way(name))


def providers(settings: Settings, root: Path) -> dict[str, Provider]:
    """By the way to them; paths are from the project's root. Channels of one file share its
    provider.

    Raises Trouble where a file cannot be written, or a hook's is another's, too, which is better
    known before anything runs."""
    by_path: dict[Path, FileProvider] = {}
    made: dict[str, Provider] = {}
    for way, said, each, form in _outboxes(settings):
        path = (root / each.path).resolve()
        if path in by_path and isinstance(each, HookSettings):
            raise Trouble(
                f"{each.path} is the outbox of {said}, and of something else: name another `path` "
                f"in [hooks.{said.removeprefix('hook ')}] of segue.toml"
            )
        made[way] = by_path.setdefault(path, FileProvider(path, form))
        _prove(by_path[path], said, each)
    return made


Outbox = tuple[str, str, ChannelSettings | HookSettings, Form]
"""The way that leads to it, how it is called, where it is, and what its lines are like."""


def _outboxes(settings: Settings) -> Iterator[Outbox]:
    for name, channel in settings.channels.items():
        yield name, f"channel {name}", channel, Letters()
    for name, hook in settings.hooks.items():
        yield way_to(name), f"hook {name}", hook, SignedCalls(key_of(hook.secret))


def _prove(provider: FileProvider, said: str, settings: ChannelSettings | HookSettings) -> None:
    word, name = said.split(" ", 1)
    try:
        provider.ready()
    except OSError as error:
        raise Trouble(
            f"{settings.path}, the outbox of {said}, cannot be written "
            f"({error.strerror or error}): make room for it, or name another `path` in "
            f"[{word}s.{name}] of segue.toml"
        ) from error
