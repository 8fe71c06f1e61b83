"""pause, resume, stop: a campaign on call."""

from __future__ import annotations

import json
from pathlib import Path

from tests.outside.command.test_running import journal, outbox
from tests.outside.command.typed import replaced, segue


def test_a_paused_campaign_says_so_everywhere_and_goes_on(begun: Path) -> None:
    said = segue(begun, "pause", "cart", "--by", "anna").out
    assert said.startswith("cart is paused from 2026-03-01 00:00 on: nobody enters, and ")
    sent = len([each for each in outbox(begun) if each["campaign"] == "cart"])
    assert segue(begun, "run", "--apply", "--until", "2026-03-08").code == 0
    assert len([each for each in outbox(begun) if each["campaign"] == "cart"]) == sent
    since = "paused since 2026-03-01 00:00 by anna"
    assert f"cart is {since}" in segue(begun, "status").out
    assert f"  {since}" in segue(begun, "report", "cart").out
    shut = {"campaign": "cart", "doing": "paused", "since": "2026-03-01T00:00:00Z", "by": "anna"}
    assert json.loads(segue(begun, "status", "--json").out)["shut"] == [shut]
    assert json.loads(segue(begun, "report", "--json").out)["campaigns"][0]["shut"]["by"] == "anna"
    again = segue(begun, "pause", "cart").sentence
    assert again == f"`cart` is {since}"

    assert "with --keep-dates, --restart-waits" in segue(begun, "resume", "cart").sentence
    both = segue(begun, "resume", "cart", "--keep-dates", "--skip-overdue").sentence
    assert both.endswith("three ways: choose one of them")
    done = segue(begun, "resume", "cart", "--skip-overdue", "--by", "anna")
    assert done.out == "cart runs again, from 2026-03-08 00:00 on\n"
    assert segue(begun, "resume", "cart", "--keep-dates").sentence == (
        "`cart` is not paused: it runs"
    )
    assert "cart is" not in segue(begun, "status").out
    assert segue(begun, "run", "--apply", "--until", "2026-03-15").code == 0
    rows = [row for row in journal(begun, "--campaign", "cart") if row["at"] >= "2026-03-01"]
    reasons = {(row["kind"], row["reason"]) for row in rows if row["rule"] == "S36"}
    assert ("refused", "paused") in reasons
    customer = next(row["customer"] for row in rows if row["reason"] == "paused")
    told = segue(begun, "explain", customer).out
    assert "2026-03-01 00:00 cart: paused by anna [S36]" in told
    assert "2026-03-08 00:00 cart: resumed by anna (skip overdue) [S36]" in told
    assert "the campaign is paused [S36]" in told


def test_a_stopped_campaign_is_empty_also_where_its_text_is_gone(begun: Path) -> None:
    (begun / "second_bag.campaign").unlink()
    done = segue(begun, "stop", "second_bag", "--by", "anna")
    assert done.code == 0 and "second_bag is stopped from 2026-03-01 00:00 on: " in done.out
    assert segue(begun, "run", "--apply", "--until", "2026-03-08").code == 0
    ends = [row for row in journal(begun, "--campaign", "second_bag") if row["reason"] == "stopped"]
    assert ends and {row["at"] for row in ends} == {"2026-03-01T00:00:00Z"}
    assert "left: the campaign was stopped" in segue(begun, "explain", ends[0]["customer"]).out
    assert segue(begun, "pause", "second_bag").sentence == (
        "`second_bag` is stopped since 2026-03-01 00:00 by anna"
    )


def test_slips_are_told(begun: Path, fresh: Path) -> None:
    assert "did you mean `cart`?" in segue(begun, "stop", "carts").sentence
    assert "nothing has run yet" in segue(fresh, "pause", "cart").sentence
    replaced(begun / "cart.campaign", "enter on", "entre on")
    assert segue(begun, "pause", "cart").code == 0


def test_a_campaign_with_steps_that_end_is_held_as_well(begun: Path) -> None:
    path = begun / "win_back.campaign"
    path.write_text(path.read_text().replace(
        "  unless visit within 7 days\n", "  until visit, at most 7 days\n    wait 1 day\n  else\n"
    ))  # fmt: skip
    assert segue(begun, "apply").code == 0
    assert segue(begun, "run", "--until", "2026-03-03").code == 0
    assert segue(begun, "pause", "win_back").code == 0
    assert segue(begun, "run", "--until", "2026-03-20").code == 0
    kinds = {row["kind"] for row in journal(begun, "--campaign", "win_back")
             if row["at"] >= "2026-03-03"}  # fmt: skip
    assert kinds <= {"left", "refused", "goal"}
    assert segue(begun, "resume", "win_back", "--keep-dates").code == 0
    assert segue(begun, "run", "--until", "2026-03-21").code == 0
    ended = [row for row in journal(begun, "--campaign", "win_back")
             if row["kind"] == "waited" and row["at"] >= "2026-03-20"]  # fmt: skip
    assert ended and {row["at"] for row in ended} == {"2026-03-20T00:00:00Z"}
