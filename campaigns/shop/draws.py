"""Random draws that depend on nothing but what they are for.

Each draw is a hash of the seed, a purpose and some keys (a customer, a day), so a customer's own
behaviour stays the same whatever the campaigns send: common random numbers, by which the world
with a campaign and the world without it differ in nothing else.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Key = int | Integers

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Draws:
    """All the chance there is in a world: one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def uniform(self, purpose: str, *keys: Key) -> Floats:
        """Numbers in [0, 1), one per row of the keys (at least one of which is an array)."""
        start = zlib.crc32(f"{self._seed}/{purpose}".encode())
        with np.errstate(over="ignore"):
            state = np.asarray(start, dtype=np.uint64)
            for key in keys:
                state = _mix(state ^ (np.asarray(key, dtype=np.int64).view(np.uint64) + _STEP))
        return (state >> np.uint64(11)).astype(np.float64) / float(1 << 53)

    def normal(self, purpose: str, *keys: Key) -> Floats:
        """Standard normal numbers (Box and Muller)."""
        radius = np.sqrt(-2 * np.log(1 - self.uniform(purpose + " radius", *keys)))
        result: Floats = radius * np.cos(2 * np.pi * self.uniform(purpose + " angle", *keys))
        return result

    def exponential(self, purpose: str, *keys: Key) -> Floats:
        """Exponential numbers with mean 1."""
        result: Floats = -np.log(1 - self.uniform(purpose, *keys))
        return result

    def choice(self, purpose: str, weights: Floats, *keys: Key) -> Integers:
        """Positions in `weights`, each as often as its weight says."""
        borders = np.cumsum(weights) / np.sum(weights)
        borders[-1] = 1.0
        return np.searchsorted(borders, self.uniform(purpose, *keys), side="right")


def _mix(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finisher of splitmix64: every bit of the input moves every bit of the output."""
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))
