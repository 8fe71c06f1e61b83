"""What a picture is made of: shapes at their places, which a renderer draws one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.picture.journey import Stop


@dataclass(frozen=True, slots=True)
class Box:
    """A stop, of which `x` is the middle and `y` the top. The lines of its text are broken
    already."""

    stop: Stop
    x: float
    y: float
    width: float
    height: float
    lead: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One arm among many whose arms are single steps: they stand in one box, line by line."""

    name: str
    share: str
    stop: Stop


@dataclass(frozen=True, slots=True)
class Chip:
    """What stands on a way: the middle of its top."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    share: str


@dataclass(frozen=True, slots=True)
class Link:
    """A line through points, with an arrow at its end or without."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """Around steps that are repeated, or that an event ends: the top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class End:
    """Where the journey is over: the middle of its top."""

    x: float
    y: float


Shape = Box | Chip | Link | Frame | End


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes on a sheet of this size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def moved(shape: Shape, right: float, down: float) -> Shape:
    """The shape somewhere else."""
    if isinstance(shape, Link):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)
