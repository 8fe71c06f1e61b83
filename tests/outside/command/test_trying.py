"""count, preview, dry-run: what would happen on the data at hand; nothing is sent or kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.outside.command.typed import FROM, UNTIL, outside, segue, traces

SOON = "2026-01-20"


def figures(out: str) -> dict[str, int]:
    found = re.findall(r"^ *([\d,]+)  (.+)$", out, re.M)
    return {name: int(number.replace(",", "")) for number, name in found}


def test_how_many_and_who(made: Path) -> None:
    done = segue(made, "count", "sleeping", "--at", "2026-03-01 00:00")
    assert done.code == 0
    number = figures(done.out)["sleeping"]
    assert 0 < number < 200
    shown = segue(made, "count", "sleeping", "--at", "2026-03-01", "--show", "3").out.splitlines()
    assert len(shown) == 4
    assert shown[1:] == sorted(shown[1:])
    everybody = segue(made, "count", "sleeping", "--at", "2026-03-01", "--show", 1000)
    assert len(everybody.out.splitlines()) == number + 1
    assert figures(segue(made, "count", "sleeping", "--at", "2020-01-01").out)["sleeping"] == 0


def test_groups_part_everybody(made: Path) -> None:
    customers = len((made / "data/customers.csv").read_text().splitlines()) - 1
    found = figures(segue(made, "count", "buyer", "--at", "2026-03-01").out)
    assert list(found) == ["stranger", "taster", "regular", "drinker"]
    assert sum(found.values()) == customers


def test_a_customer_who_stands_in_two_rows_counts_once(fresh: Path) -> None:
    """Which of the rows counts is the recorder's choice; here both say the same."""
    before = segue(fresh, "count", "buyer", "--at", "2026-03-01", "--show", 1000).out
    path = fresh / "data/customers.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, *lines[1:4]]) + "\n")
    assert segue(fresh, "count", "buyer", "--at", "2026-03-01", "--show", 1000).out == before


def test_a_slip_in_a_name_is_answered_with_the_nearest(ran: Path) -> None:
    for words, near in (
        (("count", "slepping"), "`sleeping`"),
        (("preview", "cart_remindr", "--customer", "1001"), "`cart_reminder`"),
        (("dry-run", "cart_", "--from", FROM, "--until", UNTIL), "`cart`"),
        (("report", "win_bak"), "`win_back`"),
        (("explain", "1001", "--campaign", "win_bak"), "`win_back`"),
    ):
        assert f"did you mean {near}" in segue(ran, *words).sentence


def test_an_instant_that_is_none_is_answered_with_one(ran: Path) -> None:
    for wrong, *words in (
        ("yesterday", "count", "sleeping", "--at", "yesterday"),
        ("9pm", "preview", "cart_reminder", "--customer", "1001", "--at", "9pm"),
        ("2026-13-01", "dry-run", "--from", "2026-13-01", "--until", UNTIL),
        ("2026-02-30 10:00", "run", "--from", FROM, "--until", "2026-02-30 10:00"),
        ("1.2.2026", "report", "--from", "1.2.2026"),
    ):
        said = segue(ran, *words).sentence
        assert f"`{wrong}`" in said
        assert "write 2026-12-01 or '2026-12-01 09:00'" in said


def test_a_message_as_one_customer_would_get_it(made: Path) -> None:
    row = (made / "data/customers.csv").read_text().splitlines()[2].split(",")
    key, name, address = row[0], row[1], row[4]
    done = segue(made, "preview", "cart_reminder", "--customer", key)
    assert done.code == 0
    assert f"email to {address}\n  subject: Your " in done.out
    assert f"Hello {name}," in done.out
    assert "\nsms" in done.out
    assert not any(line.endswith(" ") for line in done.out.splitlines())
    assert "no customer" in segue(made, "preview", "cart_reminder", "--customer", "0").sentence


def test_a_dry_run_tells_what_would_have_happened(made: Path) -> None:
    done = segue(made, "dry-run", "--from", FROM, "--until", SOON)
    assert done.code == 0
    for said in ("cart “", "would have entered: ", "messages by ", "in all", "cost", "ended (with",
                 "refused: ", "split wording (without the held out): ",
                 "goal rescued, within 3 days: "):  # fmt: skip
        assert said in done.out
    one = segue(made, "dry-run", "cart", "--from", FROM, "--until", SOON)
    assert "cart “" in one.out
    assert "win_back “" not in one.out
    assert one.out.strip() in done.out


def test_a_dry_run_as_json(made: Path) -> None:
    done = segue(made, "dry-run", "cart", "--from", FROM, "--until", SOON, "--json")
    (campaign,) = json.loads(done.out)["campaigns"]
    assert campaign["campaign"] == "cart"
    assert set(campaign) >= {"enrolments", "customers", "arms", "channels", "days", "drops",
                             "leaves", "refused", "goals"}  # fmt: skip
    planned = sum(each["planned"] for each in campaign["channels"])
    assert planned == sum(each["planned"] for each in campaign["days"]) > 0
    assert campaign["enrolments"] == sum(each["count"] for each in campaign["leaves"])


def test_trying_leaves_no_trace(fresh: Path, begun: Path) -> None:
    for folder in (fresh, begun):
        before = traces(folder)
        for words in (
            ("dry-run", "--from", FROM, "--until", "2026-01-03"),
            ("count", "sleeping"),
            ("preview", "cart_reminder", "--customer", "1001"),
        ):
            typed = outside if words[0] == "dry-run" else segue
            assert typed(folder, *words).code == 0
            assert traces(folder) == before


def test_a_dry_run_asks_for_a_time_that_passes(made: Path) -> None:
    said = segue(made, "dry-run", "--from", UNTIL, "--until", FROM).sentence
    assert said == f"--until {FROM} is not after --from {UNTIL}"


def test_what_a_count_would_read_is_said_beforehand(made: Path) -> None:
    words = ("count", "sleeping", "--at", "2026-06-15")
    said = segue(made, *words, "--explain").out
    visits = r"^  shop\.visits +visit +1 +2,221 +[\d.]+ kB  since 2026-06-01 00:00$"
    assert re.search(visits, said, re.M)
    assert re.search(r"^  shop\.orders +purchase +1 .* the whole history$", said, re.M)
    assert "because `sleeping` looks at `last purchase`: it has no window" in said
    told = json.loads(segue(made, *words, "--explain", "--json").out)
    assert [(each["what"], each["times"]) for each in told["reads"]] == [
        ("customers", 1), ("visit", 1), ("purchase", 1),
    ]  # fmt: skip
    why = [(each["event"], each["what"]) for each in told["whole_history"]]
    assert why == [("purchase", "last purchase"), ("purchase", "has purchase")]
    assert "slepping" in segue(made, "count", "slepping", "--explain").sentence


def test_a_count_for_programs(made: Path) -> None:
    words = ("count", "sleeping", "--at", "2026-03-01")
    told = json.loads(segue(made, *words, "--show", 2, "--json").out)
    assert told["counted"] == [
        {"name": "sleeping", "customers": figures(segue(made, *words).out)["sleeping"]}
    ]
    assert len(told["members"]) == 2 and told["members"][0]["group"] is None
