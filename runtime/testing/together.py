"""Many tests at once: each on both executors, in as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from time import monotonic

from compiler.model.project import Project
from compiler.model.tests import Test
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from runtime.testing.play import Result, run_test

FEW = 8
"""So few tests are over before a second process has begun."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What became of one test: by the executor's name, and how long both took together."""

    results: Mapping[str, Result]
    seconds: float

    @property
    def met(self) -> bool:
        return all(result.met for result in self.results.values())


def run_tests(project: Project, tests: Sequence[Test]) -> Iterator[Proved]:
    """What became of each test, in their order, as it is known."""
    processes = min(os.cpu_count() or 1, len(tests) // FEW + 1)
    if processes == 1:
        yield from (_both(project, test) for test in tests)
        return
    # New processes: a copy of this one would have DuckDB's threads in the middle of their work.
    with ProcessPoolExecutor(processes, get_context("spawn"), _keep, (project,)) as pool:
        yield from pool.map(_in_process, tests)


def _both(project: Project, test: Test) -> Proved:
    begun = monotonic()
    results = {
        "interpreter": run_test(project, test, interpreter),
        "engine": run_test(project, test, engine),
    }
    return Proved(results, monotonic() - begun)


_PROJECT: list[Project] = []
"""Of a process that helps, its project: it comes over once, so that its queries are made once."""


def _keep(project: Project) -> None:
    _PROJECT.append(project)


def _in_process(test: Test) -> Proved:
    return _both(_PROJECT[0], test)
