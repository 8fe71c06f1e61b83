"""What Python does about memory while somebody types."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """What is made here stays: it is not looked through for what could be thrown away, neither
    meanwhile nor later. Trees of a large project are a million objects, and to go through them
    takes longer than an answer may."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
