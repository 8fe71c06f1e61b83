"""How predictions look in the terminal: their fit, and a table of tenths."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from compiler.zones import to_civil
from runtime.looking.models import Decile, Model
from segue.shown.figures import count, counted, percent, sentence, table


def render_models(
    found: Sequence[Model], declared: Sequence[str], screen: Console, zone: str
) -> None:
    """Each prediction; those of `declared` that no snapshot has are named."""
    for model in found:
        _model(model, screen, zone)
    missing = [name for name in declared if name not in {model.name for model in found}]
    for name in missing:
        sentence(screen, f"{name}: no snapshot has it", indent=0)
    if not declared:
        sentence(screen, "the files predict nothing", indent=0)


def _model(model: Model, screen: Console, zone: str) -> None:
    at, until = (f"{to_civil(when, zone):%Y-%m-%d %H:%M}" for when in (model.at, model.until))
    sentence(screen, f"{model.name} = {model.says}", indent=0, style="bold")
    known = counted(model.customers, "customer")
    if model.parameters is None:
        sentence(screen, f"as of {at}, of {known}: unknown; {model.fit}")
        return
    sentence(screen, f"as of {at}, fitted to {known}; log-likelihood {model.log_likelihood:,.2f}")
    fitted = model.parameters
    sentence(screen, f"r {fitted.r}, alpha {fitted.alpha} days, a {fitted.a}, b {fitted.b}")
    if model.deciles is None:
        sentence(screen, f"what happened is known after {until}: say --at an earlier day")
        return
    sentence(screen, f"predicted, and observed until {until}:")
    table(screen, ("tenth", "customers", "predicted", "observed", "predicted %", "observed %"),
          [*map(_row, model.deciles), _row(_sum(model.deciles), "all")])  # fmt: skip


def _row(tenth: Decile, name: str = "") -> tuple[str, ...]:
    size = tenth.customers or 1
    return (
        name or str(tenth.number), count(tenth.customers), f"{tenth.predicted:,.1f}",
        count(tenth.observed), percent(tenth.predicted / size), percent(tenth.observed / size),
    )  # fmt: skip


def _sum(tenths: Sequence[Decile]) -> Decile:
    return Decile(
        0,
        sum(tenth.customers for tenth in tenths),
        sum(tenth.predicted for tenth in tenths),
        sum(tenth.observed for tenth in tenths),
    )
