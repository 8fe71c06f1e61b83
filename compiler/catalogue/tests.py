"""E06xx: tests."""

from __future__ import annotations

from compiler.catalogue.code import Code

SPLITS = "".join(
    f"campaign {name}\n  enter every {day} at 09:00 for loyal\n  goal purchase within 7 days\n\n"
    f"  split {split}\n    plain 50%\n      send hello by email\n    short 50%\n"
    "      send hello by sms\n\n"
    for name, day, split in (("one", "Monday", "wording"), ("two", "Thursday", "SECOND"))
)

CODES = (
    Code(
        "E0601", "unknown-customer",
        "A test makes up its customers, each with a line `customer WHO with …`.",
        'test "quiet"\n  customer ann with wants_sms yes\n'
        "  at 2026-12-02 10:00 anne does purchase\n"
        "  expect no message to ann\n  until 2026-12-03 00:00\n",
        'test "quiet"\n  customer ann with wants_sms yes\n  at 2026-12-02 10:00 ann does purchase\n'
        "  expect no message to ann\n  until 2026-12-03 00:00\n",
    ),
    Code(
        "E0602", "no-instant",
        "A test begins at 00:00 of the day of its first instant, so it needs one.",
        'test "quiet"\n  customer ann with wants_sms yes\n  expect no message to ann\n',
        'test "quiet"\n  customer ann with wants_sms yes\n  until 2026-12-03 00:00\n'
        "  expect no message to ann\n",
    ),
    Code(
        "E0603", "which-split",
        "An arm is named by its split, so two campaigns should not have splits of one name where "
        "a test looks at one of them.",
        SPLITS.replace("SECOND", "wording") + 'test "arms"\n  customer ann with wants_sms yes\n'
        "  until 2026-12-03 00:00\n  expect ann in wording.plain\n",
        SPLITS.replace("SECOND", "length") + 'test "arms"\n  customer ann with wants_sms yes\n'
        "  until 2026-12-03 00:00\n  expect ann in wording.plain\n",
    ),
    Code(
        "E0604", "nothing-expected",
        "A test that expects nothing cannot fail, so it proves nothing.",
        'test "quiet"\n  customer ann with wants_sms yes\n'
        "  at 2026-12-02 10:00 ann does purchase\n",
        'test "quiet"\n  customer ann with wants_sms yes\n  at 2026-12-02 10:00 ann does purchase\n'
        "  expect no message to ann\n",
    ),
    Code(
        "E0605", "no-such-leave",
        "`left because` names the text of a `leave` step.",
        'campaign short\n  enter on purchase\n    once\n  leave on cart_add\n\n  leave "done"\n\n'
        'test "leaves"\n  customer ann with wants_sms yes\n'
        '  at 2026-12-02 10:00 ann does purchase\n  expect ann left because "finished"\n',
        'campaign short\n  enter on purchase\n    once\n  leave on cart_add\n\n  leave "done"\n\n'
        'test "leaves"\n  customer ann with wants_sms yes\n'
        '  at 2026-12-02 10:00 ann does purchase\n  expect ann left because "done"\n',
    ),
)  # fmt: skip
