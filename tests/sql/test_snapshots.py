"""The SQL of the demo and the playbook is as it was when it was last read."""

from __future__ import annotations

from tests.sql.snapshots.making import difference, kept, snapshots

WRITE = "read the difference, then write it: python -m tests.sql.snapshots.update"


def test_the_sql_is_as_it_was_read() -> None:
    made, before = snapshots(), kept()
    changed = [
        f"{path}\n{difference(before.get(path, ''), made.get(path, ''))}"
        for path in sorted(made.keys() | before.keys())
        if made.get(path) != before.get(path)
    ]
    assert not changed, f"{WRITE}\n\n" + "\n".join(changed)
