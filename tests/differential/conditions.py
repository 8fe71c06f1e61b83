"""Random conditions, as a marketer would type them. Directed by types, so that they make sense."""

from __future__ import annotations

from random import Random

CITIES = ("Seoul", "Busan", "Łódź", "straße")
CATEGORIES = ("toys", "food", "Books")
TIERS = ("silver", "gold", "platinum")
CARTS = ("a", "b", "c")
THRESHOLDS = (0, 5, 10, 20, 40)
COMPARISONS = ("=", "<", "<=", ">", ">=", "!=")


def duration(random: Random) -> str:
    """A duration of a window: short enough to have borders inside the generated days."""
    return random.choice(
        ("30 minutes", "6 hours", "1 day", "2 days", "3 days", "7 days", "1 week", "1 month")
    )


def window(random: Random, *, entry: bool = False) -> str:
    """A window over events, with its leading space; often none."""
    choices = ["", "", f" in last {duration(random)}", f" in last {duration(random)}"]
    choices.append(f" since {duration(random)} ago")
    choices.append(f" before {duration(random)} ago")
    choices.append(f" since {random_date(random)}")
    choices.append(f" from {random_date(random)} until 1 day ago")
    if entry:
        choices += [" since entry", " since entry"]
    return random.choice(choices)


def random_date(random: Random) -> str:
    return f"2026-{random.choice(('02', '03'))}-{random.randint(1, 9):02}"


def where(random: Random, event: str, *, entry: str | None = None) -> str:
    """A condition on one event's row, without the word `where`. `entry`: the entering event."""
    choices = {
        "visit": [f"page = \"{random.choice(('home', 'cart'))}\""],
        "cart_add": [f"total {number(random)}", f'cart = "{random.choice(CARTS)}"'],
        "purchase": [
            f"amount {number(random)}",
            f'category = "{random.choice(CATEGORIES)}"',
            f'category in ("toys", "{random.choice(CATEGORIES)}")',
            "category is known",
            f'category contains "{random.choice(("O", "oo", "BOOK"))}"',
            f"amount between 10 and {random.choice(THRESHOLDS)}",
            f'customer.city = "{random.choice(CITIES)}"',
        ],
    }[event]
    if entry in ("cart_add", "purchase") and event in ("cart_add", "purchase"):
        choices += ["cart = entry.cart"] * 2
    chosen = random.choice(choices)
    if random.random() < 0.15:
        return f"{chosen} and {random.choice(choices)}"
    return chosen


def number(random: Random) -> str:
    return f"{random.choice(COMPARISONS)} {random.choice(THRESHOLDS)}"


def maybe_where(
    random: Random, event: str, *, entry: str | None = None, share: float = 0.4
) -> str:
    return f" where {where(random, event, entry=entry)}" if random.random() < share else ""


def event(random: Random) -> str:
    return random.choice(("visit", "cart_add", "purchase", "purchase"))


def field(random: Random) -> str:
    """A condition on the customer alone."""
    return random.choice(
        (
            f'city = "{random.choice(CITIES)}"',
            f'city != "{random.choice(CITIES)}"',
            f'city in ("Seoul", "{random.choice(CITIES)}")',
            f'city not in ("Seoul", "{random.choice(CITIES)}")',
            f'city contains "{random.choice(("SEO", "SS", "ó"))}"',
            f'city starts with "{random.choice(("se", "BU"))}"',
            f'city ends with "{random.choice(("n", "UL"))}"',
            "city is known",
            "email is unknown",
            f'tier = "{random.choice(TIERS)}"',
            f"points {number(random)}",
            f"points between 5 and {random.choice(THRESHOLDS)}",
            f"spent {number(random)}",
            f"spent / points {number(random)}",
            f"spent * 2 - points {number(random)}",
            "wants_mail",
            "not wants_text",
            f"signed_up in last {duration(random)}",
            f"signed_up more than {duration(random)} ago",
            f"birthday before {random.randint(1970, 2005)}-02-28",
            f"signed_up since {random_date(random)}",
        )
    )


def history(random: Random, *, entry: bool = False, entering: str | None = None) -> str:
    """A condition on what the customer did."""
    name = event(random)
    seen = window(random, entry=entry)
    filtered = maybe_where(random, name, entry=entering)
    low = random.randint(0, 3)
    return random.choice(
        (
            f"has {name}{seen}{filtered}",
            f"no {name}{seen}{filtered}",
            f"count of {name}{seen} >= {low}",
            f"(count of {name}{seen}{filtered}) {random.choice(COMPARISONS)} {low}",
            f"sum of purchase.amount{seen} {number(random)}",
            f"average of purchase.amount{seen} {number(random)}",
            f"smallest purchase.amount{seen} {number(random)}",
            f"largest purchase.amount{seen} {number(random)}",
            f"median of purchase.amount{seen} {number(random)}",
            f"count of distinct purchase.category{seen} >= {low}",
            f'most frequent purchase.category{seen} = "{random.choice(CATEGORIES)}"',
            f"median gap of {name} < {low + 1}",
            f"last {name} more than {duration(random)} ago",
            f"first {name} in last {duration(random)}",
            f'last purchase.category = "{random.choice(CATEGORIES)}"',
            f"first purchase.amount {number(random)}",
            f"has cart_add{seen} followed by purchase within {random.choice(('1 hour', '2 days'))}",
            f"has visit{seen} not followed by {name} within 1 day",
        )
    )


def condition(
    random: Random,
    names: list[str],
    *,
    entry: str | None = None,
    campaign: bool = False,
    depth: int = 1,
) -> str:
    """One line of condition. `names` are ready-made conditions on declared names; `entry` is
    the entering event of the campaign it stands in."""
    choices = [field(random), history(random, entry=campaign, entering=entry)]
    choices += [history(random, entry=campaign, entering=entry)]
    if names:
        choices += [random.choice(names)] * 2
    if entry == "cart_add":
        choices.append(f"entry.total {number(random)}")
    if entry == "purchase":
        choices.append(f"entry.amount {number(random)}")
    if depth > 0 and random.random() < 0.25:
        word = random.choice((" and ", " or "))
        parts = [
            condition(random, names, entry=entry, campaign=campaign, depth=depth - 1)
            for _ in range(2)
        ]
        return word.join(f"({part})" if _reaches_on(part) else part for part in parts)
    chosen = random.choice(choices)
    return f"not ({chosen})" if random.random() < 0.1 else chosen


def _reaches_on(part: str) -> bool:
    """Whether a condition would read otherwise with `and` or `or` behind it."""
    return any(word in part for word in (" and ", " or ", " where "))


def body(random: Random, names: list[str], indent: str) -> list[str]:
    """The lines of a segment's body."""
    if random.random() < 0.3:
        word = random.choice(("any of", "all of", "none of"))
        return [f"{indent}{word}"] + [
            f"{indent}  {condition(random, names, depth=0)}" for _ in range(2)
        ]
    return [f"{indent}{condition(random, names)}" for _ in range(random.randint(1, 2))]
