"""Random projects as text: what is known, who, how, and two to four campaigns."""

from __future__ import annotations

import re
from random import Random

from tests.differential import becoming, kept, leaving, offers, own_events
from tests.differential import conditions as say
from tests.differential.campaigns import campaign
from tests.differential.first import first_of
from tests.differential.guarding import guarded
from tests.differential.hooks import calling
from tests.differential.naming import named
from tests.differential.parting import parting
from tests.differential.sending import CHANNELS, MESSAGES, channel, hushed, message, policy
from tests.differential.several import several
from tests.differential.staff import elsewhere
from tests.differential.until import LENGTHS, bounded

KNOWN = '''
customers from shop.customers
  key        from id
  city       text
  email      email
  phone      phone
  birthday   date
  signed_up  time
  timezone   timezone, else "Asia/Seoul"
  wants_mail yes/no
  wants_text yes/no
  tier       one of "silver", "gold", "platinum"
  points     number
  spent      money, else 3

event visit from shop.visits
  customer  from customer_id
  time      from at_time
  page      text

event cart_add from shop.carts
  id        from id
  customer  from customer_id
  time      from at_time
  cart      text
  total     money

event purchase from shop.orders
  id        from id
  customer  from customer_id
  time      from at_time
  arrived   from seen_at
  cart      text
  amount    money
  category  text

trait orders = count of purchase
trait revenue = sum of purchase.amount
'''


def project(random: Random) -> str:
    """The text of one project."""
    names: list[str] = []
    blocks = [KNOWN]
    keeping = Random(f"kept {random.getstate()}")
    keeps = keeping.random() < 0.2
    if keeps:
        blocks = [KNOWN.replace("  spent ", f"{kept.FIELDS}  spent ", 1), "list good, kept\n"]
        names += kept.conditions(keeping)
    blocks += _traits(random, names)
    blocks += _segments(random, names)
    blocks.append(_groups(random, names))
    names += _movements(Random("".join(blocks)))
    apart = Random("own" + "".join(blocks))
    looks_at_itself = apart.random() < 0.25
    names += own_events.conditions(apart) if looks_at_itself else []
    gives = Random("gifts" + "".join(blocks))
    giving = gives.random() < 0.35
    names += offers.conditions(gives) if giving else []
    if apart.random() < 0.3:
        names += [f"reachable by {apart.choice(CHANNELS)}"] * 2
    blocks.append(policy(random))
    blocks += [channel(random, name) for name in CHANNELS]
    blocks += [message(name) for name in MESSAGES]
    segments = [name for name in names if name.startswith("in s")]
    for number in range(random.randint(2, 4)):
        blocks.append(campaign(random, f"c{number}", names, [s[3:] for s in segments]))
    if looks_at_itself:
        blocks.append(own_events.following(apart, names))
    if keeps:
        blocks = [kept.setting(keeping, block) for block in blocks]
    if giving:
        blocks = [offers.giving(gives, block) for block in blocks]
        blocks += [offers.declared(gives), offers.following(gives, names)]
    leaves = Random("ending" + "".join(blocks))
    if leaves.random() < 0.3:
        blocks = [leaving.taking_out(leaves, block, names) for block in blocks]
    text = several(_entries(hushed("\n".join(blocks), 0.25)), 0.4)
    text = guarded(text, 0.3)
    text = offers.pointed(elsewhere(calling(parting(text, 0.4), 0.3), 0.2), 0.4)
    text = named(bounded(first_of(text, 0.4), LENGTHS, 0.4))
    return best_hours(becoming.entries(text), 0.4)


def _entries(text: str) -> str:
    """The text with other entries: some schedules are for everyone, and some campaigns have a bound
    of their own for what comes late."""
    random = Random("entries" + text)

    def everyone(found: re.Match[str]) -> str:
        return "for everyone\n" if random.random() < 0.15 else found[0]

    def bounded(found: re.Match[str]) -> str:
        bound = random.choice(("5 minutes", "2 hours", "3 days", "1 week"))
        late = f"    at most {bound} late\n" if random.random() < 0.25 else ""
        return found[0] + late

    text = re.sub(r"for s\d\n", everyone, text)
    return re.sub(r"  enter on .*\n", bounded, text)


def best_hours(text: str, share: float) -> str:
    """The text of a project; in so many, half of the waits until an instant are until the best
    hour."""
    random = Random("hour" + text)
    if random.random() >= share:
        return text

    def other(found: re.Match[str]) -> str:
        return "wait until best hour" if random.random() < 0.5 else found[0]

    return re.sub("wait until .*", other, text)


def _traits(random: Random, names: list[str]) -> list[str]:
    names.append(f"orders >= {random.randint(0, 3)}")
    names.append(f"revenue {say.number(random)}")
    names.append(f"revenue / orders {say.number(random)}")
    lines = []
    if random.random() < 0.5:
        lines.append("trait usual = most frequent purchase.category in last 14 days")
        names.append('usual = "food"')
    if random.random() < 0.5:
        lines.append("trait basket = average of purchase.amount")
        names.append(f"basket {say.number(random)}")
        names.append("basket is known")
    return ["\n".join(lines)] if lines else []


def _segments(random: Random, names: list[str]) -> list[str]:
    blocks = []
    plain = list(names)
    for number in range(random.randint(2, 3)):
        lines = [f"segment s{number}", *say.body(random, plain, "  ")]
        blocks.append("\n".join(lines) + "\n")
        plain.append(f"in s{number}")
    names += [f"in s{number}" for number in range(len(blocks))]
    if random.random() < 0.6:
        names.append(f"revenue <= average of revenue across {random.choice(('s0', 'everyone'))}")
        names.append("spent > median of spent across everyone")
        names.append(f"in top {random.choice((10, 40))}% by revenue")
        names.append(f"in bottom 50% by orders across {random.choice(('s0', 'everyone'))}")
    return blocks


def _groups(random: Random, names: list[str]) -> str:
    lines = ["groups kind"]
    lines += [f"  k{n} when {say.condition(random, names, depth=0)}" for n in range(2)]
    if random.random() < 0.7:
        lines.append("  rest otherwise")
        names.append('kind = "rest"')
    names.append('kind = "k0"')
    names.append('kind in ("k0", "k1")')
    return "\n".join(lines) + "\n"


def _movements(random: Random) -> list[str]:
    """In two projects of five."""
    if random.random() < 0.6:
        return []
    window = random.choice(("", f" in last {say.duration(random)}", " in last 1 month"))
    moves = ("joined s0", "dropped out of s1", "moved from s0 to s1", "moved from k0 to k1")
    return [f"{move}{window}" for move in random.sample(moves, 2)] * 2
