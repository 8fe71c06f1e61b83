"""init, check, format, test, compile: what a campaign file needs, without any data."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.outside.command.typed import outside, replaced, segue, traces


def test_a_made_project_is_clean_formatted_and_proved(made: Path) -> None:
    assert (checked := segue(made, "check")).code == 0
    assert re.fullmatch(r"\d+ files checked: nothing found\n", checked.out)
    assert segue(made, "format", "--check").code == 0
    tested = segue(made, "test")
    assert tested.code == 0
    assert re.search(r"^[1-9]\d* passed, 0 failed$", tested.out, re.M)


def test_what_is_made_is_told_with_what_to_type_next(tmp_path: Path) -> None:
    done = segue(tmp_path, "init", "my shop")
    assert done.code == 0
    assert "segue.toml" in done.out
    assert done.out.splitlines()[-1] == "made my shop; go on with `cd 'my shop'` and `segue check`"
    before = traces(tmp_path)
    assert "is not empty; name a new folder" in segue(tmp_path, "init", "my shop").sentence
    assert "is not empty" in segue(tmp_path, "init", "my shop/segue.toml").sentence
    assert traces(tmp_path) == before


def test_findings_end_with_1_and_say_where(fresh: Path) -> None:
    replaced(fresh / "people.campaign", "visit in last 30 days", "visti in last 30 days")
    done = outside(fresh, "check")
    assert done.code == 1
    assert "--> people.campaign:" in done.out
    assert "did you mean `visit`" in done.out
    assert "^^^^^" in done.out
    assert done.out.splitlines()[-1].endswith("checked: 1 finding")
    elsewhere = segue(fresh, "check", "shop.campaign")
    assert (elsewhere.code, "nothing found" in elsewhere.out) == (0, True)


def test_findings_as_json_have_their_place(fresh: Path) -> None:
    replaced(fresh / "people.campaign", "visit in last 30 days", "visti in last 30 days")
    done = segue(fresh, "check", "--output", "json")
    document = json.loads(done.out)
    assert (done.code, document["version"], document["data"]) == (1, 1, [])
    (finding,) = document["diagnostics"]
    assert set(finding) >= {"code", "name", "severity", "title", "path", "start", "end", "help",
                            "labels", "edit"}  # fmt: skip
    assert (finding["severity"], finding["path"]) == ("error", "people.campaign")
    text = (fresh / "people.campaign").read_text().splitlines()[finding["start"]["line"] - 1]
    assert text[finding["start"]["column"] - 1 : finding["end"]["column"] - 1] == "visti"
    clean = segue(fresh, "check", "cart.campaign", "--output", "json")
    assert (clean.code, json.loads(clean.out)["diagnostics"]) == (0, [])


def test_a_project_is_named_from_anywhere(made: Path, tmp_path: Path) -> None:
    for option in ("-C", "--project"):
        assert segue(tmp_path, "check", option, made).code == 0
    assert segue(tmp_path, "check", made / "cart.campaign", "-C", made).code == 0
    missing = segue(tmp_path, "check").sentence
    assert "there is no segue.toml" in missing
    assert "segue init DIR" in missing


def test_what_does_not_fit_the_data_is_found_before_anything_runs(fresh: Path) -> None:
    assert segue(fresh, "check", "--data").code == 0
    replaced(fresh / "shop.campaign", "cart_total", "cart_sum")
    assert segue(fresh, "check").code == 0
    done = segue(fresh, "check", "--data")
    assert (done.code, "cart_sum" in done.out) == (1, True)
    found = json.loads(segue(fresh, "check", "--data", "--output", "json").out)["data"]
    assert "cart_sum" in json.dumps(found)


def test_format_changes_layout_alone_and_only_when_asked(fresh: Path) -> None:
    path = fresh / "people.campaign"
    clean = path.read_text()
    replaced(path, "  last purchase more than", "  last   purchase more  than")
    crooked = path.read_text()
    checked = segue(fresh, "format", "--check")
    assert (checked.code, "would change" in checked.out) == (1, True)
    shown = segue(fresh, "format", "--diff")
    assert shown.code == 1
    assert "-  last   purchase more  than" in shown.out
    assert "+  last purchase more than" in shown.out
    assert path.read_text() == crooked
    assert segue(fresh, "format", "cart.campaign").code == 0
    assert path.read_text() == crooked
    done = segue(fresh, "format")
    assert (done.code, "changed" in done.out, path.read_text()) == (0, True, clean)
    assert "there is no file" in segue(fresh, "format", "nosuch.campaign").sentence


def test_a_failing_test_ends_with_1_and_says_what_happened_instead(fresh: Path) -> None:
    with (fresh / "wrong.campaign").open("w") as file:
        file.write(
            'test "wrong on purpose"\n'
            '  customer eva with wants_email yes, email "eva@example.org"\n'
            '  at 2026-03-02 10:00 eva does cart_add with cart "K9", product "Decaf", total 20\n'
            "  expect no message to eva\n"
        )
    done = outside(fresh, "test", "wrong.campaign")
    assert done.code == 1
    assert "failed  wrong on purpose" in done.out
    assert "expect no message to eva" in done.out
    assert done.out.count("instead:") == 1  # both executors say the same
    assert done.out.splitlines()[-1].endswith(" 1 failed")
    other = segue(fresh, "test", "shop.campaign")
    assert (other.code, other.out) == (0, "0 passed, 0 failed\n")


def test_the_program_is_one_document(made: Path) -> None:
    done = segue(made, "compile", "--json")
    assert (done.code, segue(made, "compile", "--json").out == done.out) == (0, True)
    assert "win_back" in json.dumps(json.loads(done.out))
    assert "leave `cart` out" in segue(made, "compile", "cart", "--json").sentence
    assert "Times are compared in UTC." in segue(made, "compile", "sleeping").out


def test_a_segment_and_a_campaign_of_one_name_are_both_shown(made: Path) -> None:
    path = made / "win_back.campaign"
    path.write_text(path.read_text("utf-8").replace("campaign win_back", "campaign sleeping"))
    shown = segue(made, "compile", "sleeping").out
    assert "-- sleeping, as of " in shown and "-- campaign sleeping: places" in shown
    assert "campaign" not in segue(made, "compile").out
    assert "campaign" not in segue(made, "compile", "sleeping", "--dialect", "spark").out
    assert "clickhouse or trino" in segue(made, "compile", "--dialect", "mysql").sentence
    assert "Printed for Trino" in segue(made, "compile", "sleeping", "--dialect", "trino").out
    assert "no other dialect" in segue(made, "compile", "cart", "--dialect", "trino").sentence
    assert "SET TIME ZONE 'UTC';" in segue(made, "compile", "--dialect", "spark").out


UNREACHED = '''
campaign thanks
  enter every Monday at 09:00 for sleeping
  goal purchase within 7 days

  leave "not yet"
  send we_miss_you by email{}
'''


def test_a_silence_keeps_a_warning_from_being_said(fresh: Path) -> None:
    path = fresh / "thanks.campaign"
    path.write_text(UNREACHED.format(""))
    assert segue(fresh, "check").code == 1
    path.write_text(UNREACHED.format("  # segue: allow unreachable-step because of the strike"))
    done = segue(fresh, "check")
    assert done.code == 0
    assert done.out.endswith("checked: nothing found, 1 silenced\n")
    elsewhere = segue(fresh, "check", "people.campaign")
    assert elsewhere.out == "1 file checked: nothing found\n"


def test_fix_writes_what_has_one_right_way_and_only_when_asked(fresh: Path) -> None:
    path = fresh / "people.campaign"
    clean = path.read_text()
    replaced(path, "visit in last 30 days", "visti in last 30d")
    wrong = path.read_text()
    checked = segue(fresh, "fix", "--check")
    assert checked.code == 1
    assert "E0010 number-as-written: `30d` is now `30 days`" in checked.out
    shown = segue(fresh, "fix", "--diff")
    assert (shown.code, "30d" in shown.out, "30 days" in shown.out) == (1, True, True)
    assert segue(fresh, "fix", "shop.campaign").out.startswith("nothing to fix\n")
    assert path.read_text() == wrong
    done = segue(fresh, "fix")
    right = clean.replace("visit in last 30", "visti in last 30")
    assert (done.code, path.read_text()) == (0, right)
    assert done.out.splitlines()[-1] == (
        "1 fix in 1 file; 1 finding is left to you: see `segue check`"
    )
    assert segue(fresh, "fix").out.startswith("nothing to fix; 1 finding is left")


def test_fix_does_not_touch_what_it_does_not_change(fresh: Path) -> None:
    path = fresh / "people.campaign"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"30 days", b"30d"))
    before = traces(fresh)
    assert segue(fresh, "fix").code == 0
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert {name for name, trace in traces(fresh).items() if before[name] != trace} == {
        "people.campaign"
    }


def test_a_check_is_explained_by_code_and_by_name(tmp_path: Path) -> None:
    by_code = segue(tmp_path, "explain-check", "w0103")
    assert by_code.code == 0
    assert by_code.out == segue(tmp_path, "explain-check", "Unreachable_step").out
    for part in (
        "W0103 unreachable-step, a warning", "nobody reaches this step", "Wrong is:", "Right is:",
        "# segue: allow unreachable-step because", "put right by hand",
    ):  # fmt: skip
        assert part in by_code.out
    assert "`segue fix` writes it" in segue(tmp_path, "explain-check", "curly-quotes").out
    assert "cannot be silenced" in segue(tmp_path, "explain-check", "E0201").out
    assert "UTF-16" in segue(tmp_path, "explain-check", "not-utf-8").out
    missing = segue(tmp_path, "explain-check", "unreachable-steps")
    assert missing.code == 2
    assert "did you mean `unreachable-step`?" in missing.sentence


def test_all_checks_are_listed(tmp_path: Path) -> None:
    listed = segue(tmp_path, "explain-check").out.splitlines()
    assert "W0101  unused" in listed
    assert len(listed) > 100
    assert listed == sorted(listed)
