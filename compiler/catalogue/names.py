"""E02xx: names."""

from __future__ import annotations

from compiler.catalogue.code import Code

CODES = (
    Code(
        "E0201", "unknown-name",
        "Everything is declared once and then named. A name that is not declared is a mistake in "
        "writing, never an empty audience.",
        "segment fresh\n  has purchse in last 7 days\n",
        "segment fresh\n  has purchase in last 7 days\n",
    ),
    Code(
        "E0202", "declared-twice",
        "Fields of the customer, events, lists, traits, segments and groups share one space of "
        "names, over all files; channels, messages and campaigns have one each. Two things of one "
        "name could not be told apart. Of `policy` and `customers` a project has one.",
        "segment loyal\n  orders >= 5\n",
        "segment very_loyal\n  orders >= 5\n",
    ),
    Code(
        "E0203", "taken-name",
        "`customer`, `entry` and `everyone` stand where names do and mean something already.",
        "segment everyone\n  orders >= 1\n",
        "segment all_buyers\n  orders >= 1\n",
    ),
    Code(
        "E0204", "wrong-kind-of-name",
        "A field, trait or groups has a value for each customer; an event happens, several times; "
        "in a segment one is or is not. Each is asked for in its own words.",
        "segment fresh\n  purchase >= 1\n",
        "segment fresh\n  count of purchase >= 1\n",
        safe=True,
    ),
    Code(
        "E0205", "circle",
        "A trait, segment or group cannot look at something that looks back at it: neither could "
        "be computed first.",
        "segment one\n  in two\n\nsegment two\n  not in one\n",
        "segment one\n  orders >= 1\n\nsegment two\n  not in one\n",
    ),
    Code(
        "E0206", "needless-owner",
        "Where only one thing can be meant, its field stands alone: the customer's in segments, "
        "the event's inside `where`. One way to say a thing keeps files alike.",
        'segment in_seoul\n  customer.city = "Seoul"\n',
        'segment in_seoul\n  city = "Seoul"\n',
        safe=True,
    ),
    Code(
        "E0207", "not-known-here",
        "`entry` is the event that let a customer into a campaign. A segment is not in a campaign, "
        "and who enters by a schedule has no entering event.",
        "segment big_cart\n  entry.total > 100\n",
        "segment big_cart\n  last cart_add.total > 100\n",
        safe=True,
    ),
    Code(
        "E0208", "text-without-quotes",
        "A word without quotes is a name of something that is declared. A text stands in quotes.",
        "segment in_seoul\n  city = Seoul\n",
        'segment in_seoul\n  city = "Seoul"\n',
    ),
    Code(
        "E0209", "no-customers",
        "Campaigns are about customers, so one file says where they are found and which column "
        "names them.",
        'policy\n  timezone "UTC"\n',
        'policy\n  timezone "UTC"\n\ncustomers from shop.customers\n  key from id\n',
        alone=True,
    ),
    Code(
        "E0210", "unknown-zone",
        "Time zones have the names of the tz database, such as `Europe/London`; abbreviations "
        "such as `KST` mean different things in different places.",
        "campaign hours\n  enter every Monday at 09:00 in \"Asia/Soul\" for loyal\n"
        "  goal purchase within 7 days\n\n  send hello by email\n",
        "campaign hours\n  enter every Monday at 09:00 in \"Asia/Seoul\" for loyal\n"
        "  goal purchase within 7 days\n\n  send hello by email\n",
    ),
    Code(
        "E0211", "missing-column",
        "Customers need a `key`, and events need a `customer` and a `time`: without them nobody "
        "knows whose row it is, or when it happened.",
        "customers from shop.customers\n  name text\n",
        "customers from shop.customers\n  key from id\n  name text\n",
        alone=True,
    ),
    Code(
        "E0212", "event-of-which-message",
        "`delivered`, `failed`, `opened`, `clicked` and `seen` are about a message, so they name "
        "it, or say `any message`.",
        "segment readers\n  has opened in last 30 days\n",
        "segment readers\n  has opened any message in last 30 days\n",
    ),
)  # fmt: skip
