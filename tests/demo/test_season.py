"""The season's driver, with a stand-in for Segue that sends one campaign to everybody."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console

from campaigns.shop.files import key_of
from campaigns.shop.season import BEGINNING, Outbox, Segue, season
from campaigns.shop.showing import Compared
from campaigns.shop.truth import first_enrolments
from runtime.journal import Kind, Row

CAUSE = "2026-06-01 09:00"
AT = BEGINNING + timedelta(hours=9)


class StandIn:
    """Writes to everybody but every tenth on the first day; remembers what it was asked to do."""

    def __init__(self) -> None:
        self.until: list[datetime] = []
        self.ingested: list[str] = []

    def advance(self, project: Path, until: datetime) -> None:
        self.until.append(until)
        if len(self.until) == 1:
            (project / "outbox").mkdir()
            lines = [self._line(customer) for customer in range(5_000) if customer % 10]
            (project / "outbox/email.jsonl").write_text("".join(lines))

    def ingest(self, project: Path, event: str, file: Path) -> None:
        assert file.is_file()
        self.ingested.append(event)

    def journal(self, project: Path) -> Iterable[Row]:
        for customer in range(5_000):
            reason = "" if customer % 10 else "held out"
            yield row("win_back", key_of(customer), Kind.ENTERED, AT, reason)

    def compared(self, project: Path) -> Mapping[str, Compared | None]:
        return {"win_back": Compared(0.02, -0.01, 0.05), "autumn_preview": None}

    @staticmethod
    def _line(customer: int) -> str:
        key = key_of(customer)
        fields = {
            "send": f"win_back/{key}/{CAUSE}/1",
            "customer": key,
            "channel": "email",
            "message": "win_back_voucher",
            "campaign": "win_back",
            "at": AT.isoformat(),
        }
        return json.dumps(fields) + "\n"


def row(
    campaign: str, customer: str, kind: Kind, at: datetime, reason: str = "", cause: str = CAUSE
) -> Row:
    return Row(at, "", customer, campaign, "v", cause, kind, reason=reason)


def test_a_season_runs_day_by_day_and_ends_with_the_truth(tmp_path: Path) -> None:
    made = StandIn()
    segue = Segue(
        advance=made.advance,
        ingest=made.ingest,
        journal=made.journal,
        compared=made.compared,
        before={"Checked": lambda project, screen: screen.print(f"what is in {project.name}")},
    )
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=False)
    effects = season(segue, console, tmp_path, days=23)
    assert [until - BEGINNING for until in made.until] == [
        timedelta(days=number) for number in range(1, 24)
    ]
    assert sorted(made.ingested) == ["clicked", "delivered", "failed", "opened", "unsubscribed"]
    assert effects["win_back"].customers == 4_500
    assert 0 < effects["win_back"].difference < 0.1
    shown = out.getvalue()
    assert "what is in" in shown
    assert "+2.0" in shown and "-1.0 to +5.0" in shown and "yes" in shown
    assert "not yet" in shown
    assert max(len(text) for text in shown.splitlines()) <= 80


def test_a_season_begins_with_a_clean_house(tmp_path: Path) -> None:
    (tmp_path / ".segue").mkdir()
    (tmp_path / ".segue/store.duckdb").write_text("old")
    (tmp_path / "kept.campaign").write_text("")
    made = StandIn()
    segue = Segue(made.advance, made.ingest, made.journal, made.compared)
    season(segue, Console(file=io.StringIO()), tmp_path, days=1)
    assert not (tmp_path / ".segue").exists()
    assert (tmp_path / "kept.campaign").exists()


def test_the_outbox_gives_each_line_once(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    assert outbox.new_lines() == []
    file = tmp_path / "email.jsonl"
    file.write_text("one\n")
    assert outbox.new_lines() == ["one"]
    with file.open("a") as more:
        more.write("two\n")
    assert outbox.new_lines() == ["two"]
    assert outbox.new_lines() == []


def test_only_first_enrolments_with_closed_windows_count() -> None:
    late = BEGINNING + timedelta(days=70)
    rows = [
        row("win_back", "C10001", Kind.ENTERED, AT),
        row("win_back", "C10001", Kind.ENTERED, AT + timedelta(days=60), cause="2026-08-03 09:00"),
        row("win_back", "C10002", Kind.ENTERED, AT, "held out from everything"),
        row("win_back", "C10003", Kind.ENTERED, late),
        row("win_back", "C10004", Kind.ENTERED, AT, "held out"),
        row("order_confirmation", "C10001", Kind.ENTERED, AT),
    ]
    found = first_enrolments(rows, BEGINNING + timedelta(days=90))
    assert [(one.customer, one.at, one.held_out) for one in found] == [
        ("C10001", AT, False),
        ("C10004", AT, True),
    ]


def test_a_replaced_enrolment_counts_in_no_rate() -> None:
    rows = [
        row("cart_rescue", "C10001", Kind.ENTERED, AT),
        row("cart_rescue", "C10001", Kind.LEFT, AT + timedelta(hours=1), "replaced"),
    ]
    assert first_enrolments(rows, BEGINNING + timedelta(days=90)) == []
