"""What reached whom in a test: hand-over is at the message's own instant (S29)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compiler.model.project import Project
from compiler.model.steps import Send
from compiler.model.tests import Fail, Test
from compiler.walk import steps
from runtime.history import History
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.clock import exact
from runtime.interpreter.quiet import quiet_at
from runtime.interpreter.run import cause_of
from runtime.interpreter.send import first_reaching, quiet_of
from runtime.journal import Kind, Row


@dataclass(frozen=True, slots=True)
class Delivered:
    """A planned message (its row), and by which channel it reached the customer when."""

    row: Row
    channel: str
    at: datetime


def deliveries(
    project: Project, test: Test, histories: Mapping[str, History], rows: Sequence[Row]
) -> list[Delivered]:
    """The messages that were delivered; where a channel fails, the next of the chain delivers."""
    failing = {(each.who, each.channel) for each in test.forced if isinstance(each, Fail)}
    found = []
    for row in rows:
        if row.kind is Kind.PLANNED and (row.customer, row.channel) not in failing:
            found.append(Delivered(row, row.channel, row.at))
        elif row.kind is Kind.PLANNED:
            refused = {channel for who, channel in failing if who == row.customer}
            found += _fallback(_view(project, histories[row.customer], row), row, refused)
    return found


def _fallback(view: View, row: Row, failing: set[str]) -> list[Delivered]:
    """By the first later channel of the chain that does not fail and reaches. In its quiet time
    the message waits for the end, unless it expires before or is to be dropped."""
    service = view.project.messages[row.message].service
    chain = [view.project.channels[name] for name in _rest_of_chain(view.project, row)]
    channel = first_reaching(view, [each for each in chain if each.name not in failing], service)
    if channel is None:
        return []
    campaign = view.project.campaigns.get(row.campaign)
    hush = quiet_at(quiet_of(view.project, channel, service, campaign), row.at, view.zone)
    if hush is None:
        return [Delivered(row, channel.name, row.at)]
    if hush.drop or hush.end > row.at + exact(channel.expires):
        return []
    return [Delivered(row, channel.name, hush.end)]


def _rest_of_chain(project: Project, row: Row) -> tuple[str, ...]:
    for step in steps(project.campaigns[row.campaign]):
        if isinstance(step, Send) and step.id == row.step:
            return step.channels[step.channels.index(row.channel) + 1 :]
    return ()


def _view(project: Project, history: History, row: Row) -> View:
    """The customer as of the row's position."""
    return View(project, history, position_of(history, row), Populations())


def position_of(history: History, row: Row) -> Position:
    """The position of a journal row in the history of its customer."""
    for place, event in enumerate(history.events):
        if event.arrival == row.at and cause_of(event) == row.position:
            return Position(row.at, place)
    return Position(row.at)
