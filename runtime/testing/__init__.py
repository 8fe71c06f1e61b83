"""Runs the `test` declarations of a project, on any executor."""

from __future__ import annotations

from runtime.testing.executor import Executor, interpreter
from runtime.testing.judge import Outcome
from runtime.testing.play import Result, run_test

__all__ = ["Executor", "Outcome", "Result", "interpreter", "run_test"]
