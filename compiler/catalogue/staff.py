"""E049x: colleagues, and messages that go elsewhere than to the customer's own address."""

from __future__ import annotations

from compiler.catalogue.code import Code

CAMPAIGN = "\ncampaign calls\n  enter on cart_add where total >= 500\n    once\n\n"
ALERT = (
    'staff sales to "sales@shop.example"\n\nmessage alert{service}\n'
    '  email subject "A large basket"\n    """\n    {{{{ customer.name | default: "Somebody" }}}}'
    ' left a large basket.\n    """\n'
)

CODES = (
    Code(
        "E0490", "sent-elsewhere",
        "A message to a colleague, or to an address that the entering event brought, is no "
        "advertisement, since nobody there gave a consent. It goes by the one channel for which it "
        "has words and which goes to such addresses.",
        ALERT.format(service="") + CAMPAIGN + "  send alert to sales\n",
        ALERT.format(service="\n  for service") + CAMPAIGN + "  send alert to sales\n",
    ),
)  # fmt: skip
