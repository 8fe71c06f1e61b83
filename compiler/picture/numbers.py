"""Which steps of the model a stop stands for: the ids that the journal and the store use.

They are counted as `compiler.meaning.steps` counts them; a step that is repeated has one for each
pass."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`prefixes`: what stands before the number of a step, once for each pass in which it stands;
    `ids`: the step's own, likewise. `passes`: whether these are several passes of one `repeat`."""

    prefixes: tuple[str, ...]
    ids: tuple[str, ...] = ()

    def step(self, number: int, name: str) -> Place:
        """The place of the `number`th step of a block, which may have a name."""
        places = tuple(f"{prefix}{number}" for prefix in self.prefixes)
        if not name:
            return Place(places, places)
        ids = [name, *(f"{name} {each}" for each in range(2, len(places) + 1))]
        return Place(places, tuple(ids))


def first(prefix: str) -> Place:
    """Where the steps of a campaign stand, or those of a parting."""
    return Place((prefix,))


def within(place: Place, label: str, passes: int = 1) -> Place:
    """Where the steps of the block `label` of a step stand; of a `repeat`, in all its passes."""
    if passes > 1:
        return Place(tuple(f"{at}.{n}." for at in place.prefixes for n in range(1, passes + 1)))
    return Place(tuple(f"{at}.{label}." for at in place.prefixes))
