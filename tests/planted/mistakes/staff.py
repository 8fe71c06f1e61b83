"""Mistakes of messages that go elsewhere than to the customer's own address."""

from __future__ import annotations

from tests.planted.planting import Mistake

STAFF = "tests/engine/test_staff.py"

MISTAKES = {
    "shadows_are_told_of": Mistake(
        "colleagues are told of who is held out",
        "compiler/machine/journal.py",
        "        not service or isinstance(step.to, Colleague)\n",
        "        not service\n",
        seen_by=STAFF,
    ),
    "colleague_on_the_customers_clock": Mistake(
        "a colleague's quiet time is on the customer's clock",
        "compiler/machine/quiet.py",
        "        zone = exp.Literal.string(project.policy.timezone)\n",
        '        zone = column("zone", "r")\n',
        seen_by=STAFF,
    ),
    "colleague_heeds_the_campaign": Mistake(
        "a colleague heeds the campaign's quiet time",
        "compiler/machine/stretches.py",
        "    if to_staff:\n",
        "    if to_staff and not campaign.quiet:\n",
        seen_by=STAFF,
    ),
    "empty_address": Mistake(
        "an empty text is an address",
        "compiler/machine/sending.py",
        "CASE WHEN :address <> '' THEN",
        "CASE WHEN NOT :address IS NULL THEN",
        seen_by=STAFF,
    ),
}
