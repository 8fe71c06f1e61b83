"""The store: one DuckDB file that holds all that a project has recorded and decided."""

from runtime.store.opening import StoreError, beside, is_open_here, open, unopened
from runtime.store.project import extend
from runtime.store.zones import fill_zones, renew_zones

__all__ = [
    "StoreError", "beside", "extend", "fill_zones", "is_open_here", "open", "renew_zones",
    "unopened",
]  # fmt: skip
