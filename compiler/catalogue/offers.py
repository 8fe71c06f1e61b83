"""E044x: offers, their codes, and what uses them."""

from __future__ import annotations

from compiler.catalogue.code import Code

GIVING = (
    "\ncampaign thanks\n  enter every Monday at 09:00 for loyal\n  goal purchase within 7 days\n\n"
)
"""The campaign of most examples here, but for its steps."""
FREESHIP = 'offer freeship\n  coupon code "FREESHIP"\n'
USED = '  used by purchase where category = freeship.code\n'
POOLS = {"coupons/a.csv": "A-1\nA-2\n", "coupons/b.csv": "B-1\nB-2\nB-1\n"}

CODES = (
    Code(
        "E0440", "offer-of-what",
        "An offer says once what a customer gets: a code from a file of codes, each given to one "
        "customer only, or one code for all.",
        "offer freeship\n  valid for 3 days\n" + GIVING + "  give freeship\n",
        FREESHIP + "  valid for 3 days\n" + GIVING + "  give freeship\n",
    ),
    Code(
        "E0441", "pool-of-two-offers",
        "Each code of a file is given once. Two offers that take their codes from one file would "
        "empty it for each other, and whoever looks at a code could not say what it is for.",
        'offer small\n  coupon from pool "coupons/a.csv"\n\noffer big\n'
        '  coupon from pool "coupons/a.csv"\n' + GIVING + "  give small\n  give big\n",
        'offer small\n  coupon from pool "coupons/a.csv"\n' + GIVING + "  give small\n",
        files={"coupons/a.csv": POOLS["coupons/a.csv"]},
    ),
    Code(
        "E0442", "code-twice",
        "Each code of a file is given to one customer. One that stands there twice would be given "
        "to two, of whom the shop would serve the first.",
        'offer freeship\n  coupon from pool "coupons/b.csv"\n' + GIVING + "  give freeship\n",
        FREESHIP + GIVING + "  give freeship\n",
        files={"coupons/b.csv": POOLS["coupons/b.csv"]},
    ),
    Code(
        "E0443", "use-of-what",
        "Whether an event of the shop uses a gift is seen in the event itself: it names the code, "
        "or says what it is about. Fields of the customer change, and then a use would become "
        "none.",
        FREESHIP + "  used by purchase where customer.city = freeship.code\n" + GIVING
        + "  give freeship\n",
        FREESHIP + USED + GIVING + "  give freeship\n",
    ),
    Code(
        "E0444", "use-unsaid",
        "Segue sees that a gift was used when it is told which event of the shop is a use. Without "
        "that, all gifts would seem unused for ever.",
        FREESHIP + GIVING + "  if has unused freeship\n    send hello by email\n  else\n"
        "    give freeship\n",
        FREESHIP + USED + GIVING + "  if has unused freeship\n    send hello by email\n  else\n"
        "    give freeship\n",
    ),
)  # fmt: skip
