"""`python -m tests.sql.snapshots.update`: write the snapshots anew.

What changes is what analysts will read, so read the difference before it is committed.
"""

from __future__ import annotations

from tests.sql.snapshots.making import HERE, kept, snapshots


def main() -> None:
    """Those of what is not declared any more are taken away."""
    made = snapshots()
    for path in kept().keys() - made.keys():
        (HERE / path).unlink()
    for path, text in made.items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
