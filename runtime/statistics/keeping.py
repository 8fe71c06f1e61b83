"""What a snapshot keeps of a prediction's fit."""

from __future__ import annotations

from decimal import Decimal

from compiler.model.values import PARAMETERS, Chance, Plain
from runtime.statistics.bgnbd import SCALE, Fit

CUSTOMERS, LIKELIHOOD, FIT = "customers", "log likelihood", "fit"
"""What is kept beside the parameters, for people: nothing that decides looks at it."""

PARTS = (*PARAMETERS, CUSTOMERS, LIKELIHOOD, FIT)
"""All that is kept."""


def kept(node: Chance, found: Fit) -> dict[str, Plain | None]:
    """What a snapshot keeps of a fit: the parameters, and how it went."""
    parts: dict[str, Plain | None] = {
        part: getattr(found.parameters, part) if found.parameters else None for part in PARAMETERS
    }
    likelihood = found.log_likelihood
    parts[CUSTOMERS] = Decimal(found.customers)
    parts[LIKELIHOOD] = None if likelihood is None else Decimal(likelihood).quantize(SCALE)
    parts[FIT] = found.trouble or "converged"
    return {node.stored(part): value for part, value in parts.items()}
