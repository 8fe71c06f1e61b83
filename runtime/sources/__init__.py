"""The shop's data: files, tables and analysts' SQL, read as the campaigns declare them."""

from runtime.sources.attach import Sources, attach
from runtime.sources.check import check_data
from runtime.sources.findings import Finding
from runtime.sources.freshness import Stale, horizon, stale
from runtime.sources.reader import SourceError

__all__ = [
    "Finding",
    "SourceError",
    "Sources",
    "Stale",
    "attach",
    "check_data",
    "horizon",
    "stale",
]
