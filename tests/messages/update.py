"""`python -m tests.messages.update`: write anew what is said of every case.

What changes is what marketers will read, so read the difference before it is committed.
"""

from __future__ import annotations

from tests.messages.reading import FILES, Case, said


def block(text: str) -> str:
    """A block of a file with what is said of it now; remarks stay."""
    rows = text.split("\n")
    remarks = [row for row in rows if row.startswith("# ")]
    head = [row for row in rows if row.startswith(("[", "> ")) or row == ">"]
    if not head:
        return text
    case = Case("\n".join(head), "")
    return "\n".join([*remarks, case.head, said(case)])


def main() -> None:
    for path in FILES:
        texts = path.read_text("utf-8").strip().split("\n\n")
        path.write_text("\n\n".join(block(text) for text in texts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
