"""apply --move: who is inside goes on by the new text; where that cannot be, one is told (S35)."""

from __future__ import annotations

import json
from pathlib import Path

from tests.outside.command.test_running import journal
from tests.outside.command.typed import UNTIL, replaced, segue


def inside(folder: Path) -> dict[str, int]:
    """How many customers stand at which step of win_back, and of how many versions."""
    places = json.loads(segue(folder, "status", "--json").out)["places"]
    found = [each for each in places if each["campaign"] == "win_back"]
    assert len({each["version"] for each in found}) == 1
    return {each["step"]: each["customers"] for each in found}


def test_who_is_inside_goes_on_by_the_new_text(begun: Path) -> None:
    before = inside(begun)
    replaced(begun / "win_back.campaign", "wait until Tuesday at 17:00", "wait 1 hour")
    done = segue(begun, "apply", "--move", "--by", "anna")
    assert done.code == 0, done.err
    first, *rest = done.out.splitlines()
    assert first == f"applied by anna, as of {UNTIL} 00:00"
    assert rest == [
        "  win_back: changed",
        *(f"  win_back: {count} customers moved along at step {step}"
          for step, count in sorted(before.items())),
    ]  # fmt: skip
    assert inside(begun) == before
    moved = [row for row in journal(begun, "--campaign", "win_back") if row["kind"] == "moved"]
    assert len(moved) == sum(before.values())
    assert {row["at"] for row in moved} == {f"{UNTIL}T00:00:00Z"}
    assert segue(begun, "apply", "--move").out == (
        "nothing to apply: the files say what runs, and nobody is inside an earlier text\n"
    )
    assert segue(begun, "run", "--until", "2026-03-20").code == 0
    told = segue(begun, "explain", moved[0]["customer"], "--campaign", "win_back").out
    assert "win_back: moved along: goes on by the new text, from step" in told
    assert segue(begun, "report", "win_back").code == 0


def test_what_was_applied_before_can_be_moved_later(begun: Path) -> None:
    before = inside(begun)
    replaced(begun / "win_back.campaign", "wait until Tuesday at 17:00", "wait 1 hour")
    assert segue(begun, "apply").code == 0
    assert segue(begun, "run", "--until", "2026-03-02").code == 0
    out = segue(begun, "apply", "--move").out
    assert "customers moved along at step" in out
    assert sum(inside(begun).values()) > sum(before.values()) / 2


def test_it_says_of_whom_it_cannot_be_told_and_applies_nothing(begun: Path) -> None:
    standing = inside(begun)
    text = begun / "win_back.campaign"
    replaced(text, "  unless visit within 7 days\n    wait until Tuesday at 17:00\n", "")
    replaced(text, "    send we_miss_you by sms", "  wait 3 days as rest")
    runs = json.loads(segue(begun, "status", "--json").out)["applied"]
    done = segue(begun, "apply", "--move")
    said = done.sentence
    assert "nobody is moved along, and nothing is applied: for some it cannot be told how" in said
    for step, count in standing.items():
        assert f"win_back: {count} customers at step {step}: " in said
    assert "say what a step is called now with `--step CAMPAIGN:STEP=NOW`" in said
    assert json.loads(segue(begun, "status", "--json").out)["applied"] == runs
    assert inside(begun) == standing


def test_it_is_said_what_a_step_is_called_now(begun: Path) -> None:
    steps = ["win_back:2=visiting"]
    if "2.else.1" in inside(begun):
        steps.append("win_back:2.else.1=second")
    replaced(begun / "win_back.campaign", "unless visit within 7 days",
             "wait 1 hour\n  unless visit within 7 days as visiting")  # fmt: skip
    replaced(begun / "win_back.campaign", "wait until Tuesday at 17:00",
             "wait until Monday at 17:00 as second")  # fmt: skip
    done = segue(begun, "apply", "--move", *(word for each in steps for word in ("--step", each)))
    assert done.code == 0, done.err
    assert "moved along at step 2, which is step visiting now" in done.out


def test_what_is_said_of_steps_must_make_sense(begun: Path) -> None:
    said = segue(begun, "apply", "--step", "win_back:2=visiting").sentence
    assert said == "--step says where those go on who are moved along: say --move, too"
    said = segue(begun, "apply", "--move", "--step", "visiting").sentence
    assert said.startswith("--step takes CAMPAIGN:STEP=NOW, as in `cart:2=reminder`")
    said = segue(begun, "apply", "--move", "--step", "win_back:9=visiting").sentence
    assert said == (
        "nobody is to be moved along from step `9` of `win_back`: leave its `--step` out"
    )


def test_a_move_is_the_way_out_where_the_old_text_could_not_go_on(begun: Path) -> None:
    text = begun / "win_back.campaign"
    text.write_text(text.read_text().replace("we_miss_you", "we_wait"))
    assert "message `we_miss_you` is no longer there" in segue(begun, "apply").sentence
    steps = [f"win_back:{step}={step}" for step in inside(begun)]
    done = segue(begun, "apply", "--move", *(word for each in steps for word in ("--step", each)))
    assert done.code == 0, done.err
    assert segue(begun, "run", "--until", "2026-03-20").code == 0
