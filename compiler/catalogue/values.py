"""E03xx: values and their types; W0105."""

from __future__ import annotations

from compiler.catalogue.code import Code

CODES = (
    Code(
        "E0301", "different-kinds",
        "Numbers are compared with numbers, texts with texts, times with times. Anything else "
        "would never hold, and nobody would notice.",
        'segment several\n  orders = "3"\n',
        "segment several\n  orders = 3\n",
    ),
    Code(
        "E0302", "never-this-value",
        "A field that is `one of` a few texts, and groups, are only ever one of these. Compared "
        "with another text they would never hold.",
        'segment shiny\n  tier = "golden"\n',
        'segment shiny\n  tier = "gold"\n',
    ),
    Code(
        "E0303", "not-a-number",
        "One calculates with numbers and money; `sum of`, `average of` and `median of` take "
        "them, `smallest` and `largest` take times and dates too.",
        "segment rich\n  sum of purchase.category > 100\n",
        "segment rich\n  sum of purchase.amount > 100\n",
    ),
    Code(
        "E0305", "window-in-the-future",
        "Events have happened. A window in the future fits a date of the customer's own only.",
        "segment soon\n  has purchase in next 7 days\n",
        "segment soon\n  has purchase in last 7 days\n",
    ),
    Code(
        "E0306", "too-much-for-where",
        "A `where` looks at one row: the event's own fields, those of `entry`, and fields from "
        "the customers' table. What must be computed over other rows stands in a line of its own.",
        "segment fresh\n  has purchase where amount > customer.revenue\n",
        "segment fresh\n  has purchase where amount > 100\n  revenue > 100\n",
    ),
    Code(
        "E0307", "not-a-time",
        "A window of time goes with times and dates: fields of these types, `first EVENT` and "
        "`last EVENT`; so do its borders.",
        "segment fresh\n  city in last 7 days\n",
        "segment fresh\n  signed_up in last 7 days\n",
    ),
    Code(
        "E0308", "impossible-duration",
        "A length of time is above zero and below a hundred years. Months and years differ in "
        "length, so they stand in windows only, where they are steps of the calendar.",
        "campaign later\n  enter every Monday at 09:00 for loyal\n  goal purchase within 90 days\n"
        "\n  wait 1 month\n  send hello by email\n",
        "campaign later\n  enter every Monday at 09:00 for loyal\n  goal purchase within 90 days\n"
        "\n  wait 30 days\n  send hello by email\n",
    ),
    Code(
        "E0309", "no-value",
        "Lengths of time, times of day and per cents say something about other things; by "
        "themselves they are nothing to compare with.",
        "segment away\n  last purchase > 60 days\n",
        "segment away\n  has purchase\n  last purchase more than 60 days ago\n",
    ),
    Code(
        "E0310", "aggregate-of-what",
        "`count of` and `median gap of` take an event; the others take one field of an event.",
        "segment rich\n  sum of purchase > 100\n",
        "segment rich\n  sum of purchase.amount > 100\n",
    ),
    Code(
        "E0311", "across-what",
        "`across`, `in top` and `in bottom` put one value of each customer beside those of others, "
        "so that value needs a name: it is a field, a trait or a part of a score.",
        "segment above\n  revenue > average of purchase.amount across everyone\n",
        "segment above\n  revenue > average of revenue across everyone\n",
    ),
    Code(
        "E0312", "does-not-fit-field",
        "What a field is given, behind `else` or in a test, is of the field's own type.",
        "customers from shop.customers\n  key from id\n  points number, else \"none\"\n",
        "customers from shop.customers\n  key from id\n  points number, else 0\n",
        alone=True,
    ),
    Code(
        "E0314", "empty-window",
        "A window that ends before it begins holds nothing.",
        "segment spring\n  has purchase from 2026-06-01 until 2026-03-01\n",
        "segment spring\n  has purchase from 2026-03-01 until 2026-06-01\n",
    ),
    Code(
        "E0315", "no-order",
        "Choices, groups and yes/no have no order; texts would be ordered by their letters, "
        "which is not what is meant.",
        'segment shiny\n  tier > "silver"\n',
        'segment shiny\n  tier in ("gold")\n',
    ),
    Code(
        "E0317", "too-many-digits",
        "Numbers are exact: 12 digits before the point and 6 behind it (money: 14 and 4).",
        "segment odd\n  revenue > 0.1234567\n",
        "segment odd\n  revenue > 0.123456\n",
    ),
    Code(
        "E0318", "no-condition",
        "Only a yes/no field is a condition by itself; other values are compared with something.",
        "segment buyers\n  orders\n",
        "segment buyers\n  orders >= 1\n",
    ),
    Code(
        "E0319", "no-prediction",
        "A prediction tells from what somebody did so far whether they will do it again. Whether "
        "they will click hangs on what they are sent, too.",
        "predict keen = chance of clicked any message in next 7 days\n",
        "predict keen = chance of purchase in next 7 days\n",
    ),
    Code(
        "E0320", "record-without-time",
        "A record is what a customer has, as it stands: it did not happen at a time, so there is "
        "no window of it, no first and no last. Its own times and dates are fields, which `where` "
        "can look at.",
        "record booking from shop.bookings\n  id        from booking_id\n"
        "  customer  from customer_id\n  starts    time\n\n"
        "segment guests\n  has booking in last 7 days\n",
        "record booking from shop.bookings\n  id        from booking_id\n"
        "  customer  from customer_id\n  starts    time\n\n"
        "segment guests\n  has booking where starts in last 7 days\n",
    ),
    Code(
        "E0325", "yearly-day",
        "A field that is `date, yearly` means its day of every year: it is today, soon or lately, "
        "but no time is before or after all of its days.",
        "event wedding from shop.weddings\n  customer from c\n  time from t\n"
        "  day date, yearly\n\nsegment married\n  last wedding.day before 2000-01-01\n",
        "event wedding from shop.weddings\n  customer from c\n  time from t\n"
        "  day date, yearly\n\nsegment married\n  last wedding.day in next 7 days\n",
    ),
    Code(
        "E0326", "no-such-pattern",
        "A pattern holds only what every engine reads alike, so that it finds the same people "
        "everywhere.",
        'segment numbered\n  name matches "\\\\d+"\n',
        'segment numbered\n  name matches "[0-9]+"\n',
    ),
    Code(
        "W0105", "fixed-condition",
        "A comparison of two fixed values is the same for everybody, and between a larger and a "
        "smaller number lies nothing.",
        "segment some\n  orders between 5 and 2\n",
        "segment some\n  orders between 2 and 5\n",
    ),
)  # fmt: skip
