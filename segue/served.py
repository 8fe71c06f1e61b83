"""Commands that a running `segue run` answers, since it has the store's file open."""

from __future__ import annotations

import getpass
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.running.serving import Answer, Question

ANSWERED = frozenset({
    "apply", "cohorts", "count", "dry-run", "explain", "ingest", "journal", "models", "pause",
    "plan", "points", "preview", "report", "resume", "snapshots", "status", "stop",
})  # fmt: skip
"""What can be asked of a store that runs."""

Doing = Callable[[Sequence[str]], int]
"""Does what was typed in this process; the exit code."""


def forwarded(store: Path, words: Sequence[str]) -> int | None:
    """Lets the process that has the store open do what was typed, and prints what it says; the exit
    code. None: nobody there answers."""
    from runtime.running.serving import Question, ask

    if _verb(words) not in ANSWERED:
        return None
    size = shutil.get_terminal_size()
    answer = ask(store, Question([*words], str(Path.cwd()), _user(), size.columns))
    if answer is None:
        return None
    if answer.refused:
        from runtime.errors import Trouble

        raise Trouble(answer.refused)
    sys.stdout.write(answer.out)
    sys.stderr.write(answer.err)
    return answer.code


def answering(do: Doing) -> Callable[[Question], Answer]:
    """Answers questions by doing here what they ask, in the folder and the name of who asks."""

    def answer(question: Question) -> Answer:
        from runtime.running.serving import Answer

        if _verb(question.words) not in ANSWERED:
            return Answer(refused=f"`segue {_verb(question.words)}` cannot be asked of a run")
        out, err = io.StringIO(), io.StringIO()
        try:
            with _as(question), redirect_stdout(out), redirect_stderr(err):
                code = do(question.words)
        except Exception as error:  # whatever it is, the run goes on
            return Answer(refused=f"the run could not answer: {error}")
        return Answer(out.getvalue(), err.getvalue(), code)

    return answer


@contextmanager
def _as(question: Question) -> Iterator[None]:
    """In the folder, by the name and for the terminal of whoever asks."""
    before = dict(os.environ)
    os.environ.update(LOGNAME=question.user, COLUMNS=str(question.columns))
    try:
        with chdir(question.folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _verb(words: Sequence[str]) -> str:
    """The command among what was typed, behind the project's folder if that stands before it."""
    left = [*words]
    while left and left[0].startswith("-"):
        long = left[0].startswith("--project=")
        left = left[1:] if long or (left[0].startswith("-C") and left[0] != "-C") else left[2:]
    return left[0] if left else ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
