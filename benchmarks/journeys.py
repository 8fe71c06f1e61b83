"""The measured journey as a project of several campaigns, each of its own name."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from benchmarks.journey_run import PROJECT

HEAD = "campaign journey\n"


def campaigns(folder: Path, count: int) -> None:
    """Writes the project into a folder: its one campaign, or `count` copies of it."""
    copytree(PROJECT, folder, dirs_exist_ok=True)
    text = folder / "journey.campaign"
    knowledge, body = text.read_text(encoding="utf-8").split(HEAD)
    names = ["journey"] if count == 1 else [f"journey_{number}" for number in range(count)]
    copies = "\n".join(f"campaign {name}\n{body}" for name in names)
    text.write_text(knowledge + copies, encoding="utf-8")
