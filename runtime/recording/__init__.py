"""What Segue reads, it records: every row once, with the instant from which on it is seen (S5)."""

from runtime.recording.events import Counts
from runtime.recording.record import Recorded, record

__all__ = ["Counts", "Recorded", "record"]
