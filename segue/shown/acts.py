"""How what people do to campaigns reads in the terminal, and what the commands for it share."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import fail, known

if TYPE_CHECKING:

    from runtime.acts import Act
    from runtime.looking.look import Look
    from runtime.store.connection import Connection

Campaign = Annotated[str, typer.Argument(help="The campaign's name.")]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default="your user name")
]


def who(by: str) -> str:
    """The name behind --by, else that of whoever is logged in."""
    try:
        return by or getpass.getuser()
    except (OSError, KeyError):
        fail("nobody is known to be logged in: say who you are with --by NAME")


def since(act: Act, zone: str) -> str:
    """`paused since 2026-03-01 00:00 by anna`."""
    from compiler.zones import to_civil

    return f"{act.doing} since {to_civil(act.at, zone):%Y-%m-%d %H:%M} by {act.by}"


@contextmanager
def acting(project: Path, campaign: str) -> Iterator[Look]:
    """The project, opened to do something to the campaign; it may be one that is no longer in the
    files, as long as somebody was ever in it."""
    from runtime.acting.act import AlreadySo
    from runtime.looking.look import looked

    with looked(project) as look:
        known("campaign", campaign, dict.fromkeys([*look.project.campaigns, *_entered(look)]))
        try:
            yield look
        except AlreadySo as already:
            zone = look.project.policy.timezone
            so = since(already.act, zone) if already.act else "not paused: it runs"
            fail(f"`{campaign}` is {so}")


def _entered(look: Look) -> list[str]:
    rows = look.connection.execute('SELECT DISTINCT "campaign" FROM "enrolments" ORDER BY 1')
    return [name for (name,) in rows.fetchall()]


def inside(connection: Connection, campaign: str) -> int:
    """How many enrolments of the campaign are open."""
    row = connection.execute(
        'SELECT count(*) FROM "enrolments" ANTI JOIN "ended" USING ("eid") WHERE "campaign" = ?',
        [campaign],
    ).fetchone()
    return int(row[0]) if row else 0
