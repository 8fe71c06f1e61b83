"""Mistakes of what is looked at again for late rows, and of several who hand over."""

from __future__ import annotations

from tests.planted.planting import Mistake

RECORD = "tests/recording/test_record.py"
SEVERAL = "tests/outside/postgres/test_several.py"
STOPS = "tests/sending/test_stops.py"
FILE = "tests/sending/test_file_provider.py"
LATE = "runtime/recording/late.py"

MISTAKES = {
    "near_as_before": Mistake(
        "what the last minute had is not taken down anew",
        LATE,
        "rest=rest, near=until - NEAR, near_rows=near_rows,",
        "rest=rest, near=until - NEAR, near_rows=entry.near_rows,",
        seen_by=RECORD,
    ),
    "never_as_a_whole": Mistake(
        "a large source is never looked through as a whole again",
        LATE,
        "entry = replace(kind.entry, owing=kind.entry.owing or not settled)",
        "entry = replace(kind.entry, owing=kind.entry.near is None)",
        seen_by=RECORD,
    ),
    "late_rows_twice": Mistake(
        "late rows of the last minute count as in time, and are found again later",
        LATE,
        "entry, rows=entry.rows + rows - entry.near_rows, mark",
        "entry, rows=entry.rows, mark",
        seen_by=RECORD,
    ),
    "claims_of_the_living": Mistake(
        "what another process has in hand is taken from it",
        "runtime/store/hands.py",
        'OR NOT EXISTS (SELECT 1 FROM live WHERE live.pid = o."holder")',
        "OR true",
        seen_by=SEVERAL,
    ),
    "claims_of_the_dead": Mistake(
        "what a process had in hand that is gone nobody takes",
        "runtime/store/hands.py",
        'OR NOT EXISTS (SELECT 1 FROM live WHERE live.pid = o."holder")',
        "",
        seen_by=SEVERAL,
    ),
    "paces_of_one": Mistake(
        "each process keeps a pace for itself",
        "runtime/dispatch/dispatcher.py",
        "if paced and hands.keep_paces(self._connection):",
        "if paced and not hands.keep_paces(self._connection):",
        seen_by=SEVERAL,
    ),
    "leads_once_more": Mistake(
        "who led before another did goes on",
        "runtime/store/postgres.py",
        "if row is not None and row[0] != self.epoch:",
        "if row is None:",
        seen_by=SEVERAL,
    ),
    "attempts_are_done_with": Mistake(
        "of what was asked and not answered nothing more comes",
        "runtime/dispatch/log.py",
        "return row.outcome in (Step.ATTEMPT, Step.REFUSED,",
        "return row.outcome in (Step.REFUSED,",
        seen_by=STOPS,
    ),
    "written_by_others": Mistake(
        "what another process has written into the file is not known",
        "runtime/channels/file.py",
        '            with self._alone("a+b") as file:\n                self._read_on(file)\n',
        '            with self._alone("a+b") as file:\n',
        seen_by=FILE,
    ),
}
