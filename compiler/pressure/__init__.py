"""Contact pressure: an upper bound of the messages that one customer can get in any week."""

from __future__ import annotations

from compiler.pressure.bounding import pressure
from compiler.pressure.result import Held, Pressure, Share, Touch

__all__ = ["Held", "Pressure", "Share", "Touch", "pressure"]
