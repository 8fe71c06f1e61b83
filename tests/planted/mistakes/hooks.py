"""Mistakes of calls."""

from __future__ import annotations

from tests.planted.planting import Mistake

HOOKS = "tests/engine/test_hooks.py"
CALLS = "tests/sending/test_calls.py"

MISTAKES = {
    "shadows_are_called": Mistake(
        "hooks are called for who is held out",
        "compiler/machine/journal.py",
        '''            row = _passing(_call(setting, place, each.step), place)
            if setting.context.has("shadow"):''',
        '''            row = _passing(_call(setting, place, each.step), place)
            if not setting.context.has("shadow"):''',
        seen_by=HOOKS,
    ),
    "called_while_held": Mistake(
        "what stands behind a send is called already while quiet time holds that",
        "compiler/machine/journal.py",
        "row = _passing(_call(setting, place, each.step), place)",
        "row = _call(setting, place, each.step)",
        seen_by=HOOKS,
    ),
    "call_unsaid": Mistake(
        "a leave takes back a call",
        "runtime/dispatch/decide.py",
        "if ended is not None and not state.planned.is_call and",
        "if ended is not None and",
        seen_by=CALLS,
    ),
    "calls_are_messages": Mistake(
        "calls count as messages",
        "runtime/store/migrations/0012_calls.sql",
        """WHERE "kind" = 'planned'""",
        """WHERE "kind" <> ''""",
        seen_by=HOOKS,
    ),
}
