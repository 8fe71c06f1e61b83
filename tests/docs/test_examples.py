"""What README and tutorial show is what a reader sees who types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.transcript import ROOT, Played, Reader, blocks, rewritten

PAGES = ("README.md", "docs/pictures.md", "docs/review.md", "docs/tutorial.md")


@pytest.mark.parametrize("name", PAGES)
def test_every_example_prints_what_is_shown(name: str, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    text = (ROOT / name).read_text(encoding="utf-8")
    played = [each for block in blocks(text) for each in reader.play(block)]
    assert len(played) > 4
    assert [found for each in played for found in differences(each)] == []


def differences(played: Played) -> list[str]:
    """The shown lines that were not printed, and a wrong end; how many spaces do not count."""
    command = played.command
    printed = {" ".join(line.split()) for line in played.printed}
    found = [
        f"`{command.line}` does not print: {line}"
        for line in command.shown
        if " ".join(line.split()) not in printed | {""}
    ]
    if played.ended != command.ends:
        found.append(f"`{command.line}` ends with {played.ended}, not with {command.ends}")
    if played.printed and not any(line.strip() for line in command.shown):
        found.append(f"`{command.line}` prints something, and nothing is shown")
    return found


PAGE = """
```console
$ echo one
two
$ cat file
```

```diff
--- file
-a
+b
```

```console exit=1
$ cat file; false
b
```

<!-- undo -->

```console
$ cat file
a
```

```diff
--- new
+c
```

```console
$ cat new
c
```
"""


def test_a_page_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a\n", encoding="utf-8")
    reader = Reader(tmp_path)
    played = [each for block in blocks(PAGE) for each in reader.play(block)]
    assert [found for each in played for found in differences(each)] == [
        "`echo one` does not print: two",
        "`cat file` prints something, and nothing is shown",
    ]


def test_a_page_can_be_written_anew(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a\n", encoding="utf-8")
    text = rewritten(PAGE, tmp_path)
    assert text == PAGE.replace("\ntwo\n$ cat file\n", "\none\n$ cat file\na\n")
