"""Doing what was typed: commands end with an exit code, and trouble with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from segue.options import TROUBLE, complain

if TYPE_CHECKING:
    from runtime.errors import Held


def typed(command: Callable[..., object], words: Sequence[str], *, asking: bool = False) -> int:
    """Does what was typed behind `segue`, all of which is the `command`; the exit code. Trouble
    with the project ends with a sentence, not a traceback. `asking`: where another process has the
    store open, that one may do it."""
    from runtime.errors import Held, Trouble

    try:
        try:
            command(args=[*words], prog_name="segue")
        except Held as held:
            code = _asked(held, words) if asking else None
            if code is None:
                raise
            return code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Trouble as trouble:
        complain(str(trouble))
    except OSError as error:
        complain(f"{error.filename or 'the output'}: {error.strerror or error}")
    return TROUBLE


def _asked(held: Held, words: Sequence[str]) -> int | None:
    """What the process that has the store open makes of it; None where it does not answer."""
    from segue.served import forwarded

    return forwarded(held.path, words)
