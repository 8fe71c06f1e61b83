"""`segue graph`: a campaign as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder, fail, known

if TYPE_CHECKING:
    from compiler.picture.journey import Journey

OUTPUTS = ("text", "svg", "png", "mermaid")


def graph(
    campaign: Annotated[str, typer.Argument(help="The campaign's name.")],
    project: Folder = HERE,
    output: Annotated[
        str, typer.Option(help=f"One of {', '.join(OUTPUTS)}; else as the file's name ends.")
    ] = "",
    file: Annotated[
        Path | None, typer.Option("--file", "-o", metavar="FILE", help="Write the picture there.")
    ] = None,
    counts: Annotated[
        bool, typer.Option("--counts", help="With how many customers stand at each step now.")
    ] = False,
) -> None:
    """Draw a campaign: who enters, what happens, and which ways there are.

    `text` is for the terminal, `svg` and `png` are for a presentation, `mermaid` is for a pull
    request. Files with mistakes are drawn as far as they are understood.
    """
    from runtime.loading import errors, load
    from runtime.picturing import campaigns, journey_of, standing_at

    kind = _output(output, file)
    loaded = load(project)
    known("campaign", campaign, campaigns(loaded))
    here: Mapping[str, int] = {}
    if counts:
        here, elsewhere = standing_at(project, loaded, campaign)
        if elsewhere:
            _note(f"{elsewhere:,} more go on by an earlier text of `{campaign}` and are not "
                  "counted here; `segue status` has them")  # fmt: skip
    if errors(loaded):
        _note("the files have errors: what is wrong is left out; `segue check` says what it is")
    _write(_drawn(journey_of(loaded, campaign), kind, here), file)


def _note(said: str) -> None:
    """On the error stream, for the picture may go to a pipe."""
    from segue.shown.screen import console, say

    say(console(stderr=True), said)


def _output(output: str, file: Path | None) -> str:
    """What was asked for, else what the file's name ends in."""
    ends = {".svg": "svg", ".png": "png", ".mmd": "mermaid", ".md": "mermaid", ".txt": "text"}
    chosen = output or (ends.get(file.suffix.lower(), "") if file else "text")
    if chosen not in OUTPUTS:
        said = f"`{output}` is no output" if output else f"what shall {file} be"
        fail(f"{said}; choose {', '.join(OUTPUTS[:-1])} or {OUTPUTS[-1]} with --output")
    if chosen == "png" and file is None:
        fail("a PNG is not for the terminal: say where it shall be, with `-o journey.png`")
    return chosen


def _drawn(journey: Journey, kind: str, here: Mapping[str, int]) -> str | bytes:
    if kind == "text":
        from compiler.picture.lines import lines

        return "\n".join([*lines(journey, here), ""])
    if kind == "mermaid":
        from compiler.picture.mermaid import mermaid

        return mermaid(journey, here)
    from compiler.picture.svg import svg

    picture = svg(journey, here)
    return _png(picture) if kind == "png" else picture


SHARP = 2.0
"""So many pixels of the PNG for one of the SVG: also large on a wall nothing is blurred."""


def _png(picture: str) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        fail("a PNG needs one more package, the extra `picture`: in a clone of Segue, "
             "`pip install '.[picture]'`; SVG does without")  # fmt: skip
    return bytes(svg_to_bytes(svg_string=picture, zoom=SHARP, sans_serif_family="Arial"))


def _write(picture: str | bytes, file: Path | None) -> None:
    if file is None:
        print(picture, end="")
        return
    try:
        file.write_bytes(picture if isinstance(picture, bytes) else picture.encode())
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}")
