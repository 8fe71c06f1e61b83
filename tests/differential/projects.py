"""Random projects as text: what is known, who, how, and two to four campaigns."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.differential import conditions as say
from tests.differential import offers

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

TIMES = ("09:00", "10:00", "01:30", "02:30", "23:59", "00:00")
DAYS = ("Monday", "Tuesday", "Friday", "Sunday")
MESSAGES = ("hello", "offer", "news", "receipt")
CHANNELS = ("mail", "text", "push")


def project(random: Random) -> str:
    """The text of one project."""
    names: list[str] = []
    blocks = [KNOWN]
    keeping = Random(f"kept {random.getstate()}")
    keeps = keeping.random() < 0.2
    if keeps:
        blocks = [KNOWN.replace("  spent ", f"{KEPT}  spent ", 1), "list good, kept\n"]
        names += _kept(keeping)
    blocks += _traits(random, names)
    blocks += _segments(random, names)
    blocks.append(_groups(random, names))
    names += _movements(Random("".join(blocks)))
    apart = Random("own" + "".join(blocks))
    looks_at_itself = apart.random() < 0.25
    names += _own_events(apart) if looks_at_itself else []
    gives = Random("gifts" + "".join(blocks))
    giving = gives.random() < 0.35
    names += offers.conditions(gives) if giving else []
    if apart.random() < 0.3:
        names += [f"reachable by {apart.choice(CHANNELS)}"] * 2
    blocks.append(_policy(random))
    blocks += [_channel(random, name) for name in CHANNELS]
    blocks += [message(name) for name in MESSAGES]
    segments = [name for name in names if name.startswith("in s")]
    for number in range(random.randint(2, 4)):
        blocks.append(_campaign(random, f"c{number}", names, [s[3:] for s in segments]))
    if looks_at_itself:
        blocks.append(_following(apart, names))
    if keeps:
        blocks = [_with_sets(keeping, block) for block in blocks]
    if giving:
        blocks = [offers.giving(gives, block) for block in blocks]
        blocks += [offers.declared(gives), offers.following(gives, names)]
    return best_hours(_entries("\n".join(blocks)), 0.4)


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


def _own_events(random: Random) -> list[str]:
    """Conditions on what Segue itself did, `c9` following what the others do."""
    window = f" in last {say.duration(random)}"
    own = (
        f"no entered c0{window}", f"has left c1{window}", f"no entered c9{window}",
        f'has left c0{window} where reason = "finished"', f"has sent offer{window}",
        f"(count of sent any message{window}) < 2",
        f"last left c9 more than {say.duration(random)} ago",
        f'has sent any message{window} where channel = "{random.choice(CHANNELS)}"',
        'has entered c1 where arm = "held out"',
    )
    return random.sample(own, 3) * 3


KEPT = '''
  rank       number, kept, else 0
  purse      money, kept
  mood       one of "Seoul", "Busan", "glad", kept, else "glad"
  seen       time, kept
  day        date, kept
  told       yes/no, kept
  word       text, kept
'''.lstrip("\n")


def _kept(random: Random) -> list[str]:
    """Conditions on what the campaigns set, as `_with_sets` has them."""
    own = (
        "rank >= 2", "rank = 1", "rank / 3 > 0.4", "purse > 20", "purse is unknown",
        'mood = "glad"', 'mood != "Seoul"', "seen in last 1 day", "seen is known", "day is known",
        "told", "not told", 'word = "a"', 'word in ("a", "food")', "in good", "not in good",
        f"joined good in last {say.duration(random)}", "dropped out of good",
    )
    return random.sample(own, 5) * 2


_SETS = (
    "set rank = rank + 1", "set rank = rank + 1", "set rank = rank - 0.5", "set rank = orders",
    "set purse = spent", "set purse = revenue / 3", "set purse = rank * 12345678901.2345",
    'set mood = "Seoul"', 'set mood = "glad"', "set seen = last purchase",
    "set seen = 2026-03-07 10:00", "set day = birthday", "set told = yes", "set told = no",
    "set told = wants_mail", 'set word = "a"', "set word = city",
    "set word = last purchase.category", "add to good", "add to good", "remove from good",
)


def _with_sets(random: Random, block: str) -> str:
    """A campaign with steps that set something before some of its steps."""
    if not block.startswith("campaign "):
        return block
    head, _, steps = block.partition("\n\n")
    found = []
    for line in steps.split("\n"):
        indent = len(line) - len(line.lstrip())
        begins = line.lstrip().startswith(("wait ", "send ", "if ", "unless ", "split "))
        while begins and random.random() < 0.3:
            found.append(" " * indent + random.choice(_SETS))
        found.append(line)
    return f"{head}\n\n" + "\n".join(found)


def _following(random: Random, names: list[str]) -> str:
    """A campaign that follows what another one does, or what it does itself."""
    own = ("entered c0", "left c0", "left c1", "sent any message", "sent news", "left c9")
    again = random.choice(("each time", "again after 1 day", "again at once, starting over"))
    lines = ["campaign c9", f"  enter on {random.choice(own[:3])}"]
    if random.random() < 0.5:
        lines.append(f"    only if {say.condition(random, names)}")
    lines += [f"    {again}", f"  leave on {random.choice(own)}",
              f"  goal g0: {random.choice(own)} within 1 day"]  # fmt: skip
    steps = _steps(random, "  ", names, None, [4], 1)
    lines += ["", *steps, f"  wait for {random.choice(own)}, at most 6 hours",
              "    send offer by mail, else text"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quiet(random: Random) -> list[str]:
    lines = []
    if random.random() < 0.4:
        drop = ", then drop" if random.random() < 0.3 else ""
        start, end = random.choice((("21:00", "08:00"), ("00:00", "06:30"), ("12:00", "13:00"),
                                    ("22:30", "02:30"), ("01:30", "03:00")))
        lines.append(f"  quiet from {start} until {end}{drop}")
    if random.random() < 0.2:
        drop = ", then drop" if random.random() < 0.3 else ""
        lines.append(f"  quiet on {random.choice(('Sunday', 'Saturday, Sunday'))}{drop}")
    return lines


def _caps(random: Random, share: float) -> list[str]:
    if random.random() >= share:
        return []
    unit = random.choice(("day", "day", "week", "month"))
    return [f"  at most {random.randint(1, 3)} per {unit} per customer"]


def _policy(random: Random) -> str:
    zone = random.choice(("UTC", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe"))
    lines = ["policy", f'  timezone "{zone}"', *_caps(random, 0.6), *_quiet(random)]
    if random.random() < 0.3:
        lines.append(f"  hold out {random.choice((5, 20))}% from everything")
    return "\n".join(lines) + "\n"


def _channel(random: Random, name: str) -> str:
    return "\n".join([*channel_head(name), *_quiet(random), *_caps(random, 0.4)]) + "\n"


def channel_head(name: str) -> list[str]:
    """The lines of a channel that say whom it reaches."""
    address = {"mail": "email", "text": "phone", "push": "phone"}[name]
    consent = {"mail": "wants_mail", "text": "wants_text", "push": None}[name]
    lines = [f"channel {name}", f"  to {address}"]
    return [*lines, f"  with consent {consent}"] if consent else lines


def message(name: str) -> str:
    """The text of a message, one variant per channel."""
    lines = [f"message {name}"]
    if name == "receipt":
        lines.append("  for service")
    for channel in CHANNELS:
        subject = ' subject "hello"' if channel == "mail" else ""
        lines += [f"  {channel}{subject}", '    """', f"    {name} for you", '    """']
    return "\n".join(lines) + "\n"


def _campaign(random: Random, name: str, names: list[str], segments: list[str]) -> str:
    head, entering = _entry(random, names, segments)
    lines = [f"campaign {name}"]
    if random.random() < 0.4:
        first = random.randint(6, 8)
        lines.append(f"  runs from 2026-03-{first:02} until 2026-03-{first + 3:02}")
    if random.random() < 0.4:
        lines.append(f"  priority {random.randint(1, 3)}")
    lines += head
    for _ in range(random.choice((0, 1, 1, 2))):
        happened = say.event(random)
        lines.append(f"  leave on {happened}{say.maybe_where(random, happened, entry=entering)}")
    lines += _goals(random, entering)
    if random.random() < 0.4:
        lines.append(f"  hold out {random.choice((10, 30))}%")
    lines.append("")
    budget = [random.randint(2, 10)]
    steps = _steps(random, "  ", names, entering, budget, 2)
    if not any("send" in step for step in steps):
        steps.append("  send offer by mail, else text")
    return "\n".join([*lines, *steps]) + "\n"


def _entry(
    random: Random, names: list[str], segments: list[str]
) -> tuple[list[str], str | None]:
    roll = random.random()
    only = []
    if random.random() < 0.4:
        only = [f"    only if {say.condition(random, names)}"]
    zone = random.choice(("", "", ' in "America/New_York"'))
    if roll < 0.12:
        segment = random.choice(segments)
        moment = f"2026-03-{random.randint(6, 9):02} {random.choice(TIMES)}"
        return [f"  enter at {moment}{zone} for {segment}", *only], None
    if roll < 0.35:
        when = random.choice(
            ("every day", "every weekday", f"every {random.choice(DAYS)}",
             "every 2 weeks on Monday", "every month on day 8")
        )
        again = random.choice(([], [], ["    once"], ["    again after 2 days"]))
        segment = random.choice(segments)
        time = random.choice(TIMES)
        return [f"  enter {when} at {time}{zone} for {segment}", *only, *again], None
    event = say.event(random)
    again = random.choice(
        ["once", "again after 1 day", "again after 6 hours", "again after leaving this campaign",
         "again at once, starting over", "again at once, starting over", "each time"]
        + ([] if event == "visit" else ["once per cart"])
    )
    filtered = say.maybe_where(random, event, share=0.3)
    return [f"  enter on {event}{filtered}", *only, f"    {again}"], event


def _goals(random: Random, entering: str | None) -> list[str]:
    lines = []
    for number in range(random.choice((1, 1, 2))):
        within = random.choice(("6 hours", "1 day", "3 days"))
        happened = say.event(random)
        filtered = say.maybe_where(random, happened, entry=entering, share=0.3)
        lines.append(f"  goal g{number}: {happened} within {within}{filtered}, target 10%")
    return lines


def _steps(
    random: Random,
    indent: str,
    names: list[str],
    entering: str | None,
    budget: list[int],
    depth: int,
) -> list[str]:
    lines: list[str] = []
    for _ in range(random.randint(1, 4)):
        if budget[0] <= 0:
            break
        budget[0] -= 1
        lines += _step(random, indent, names, entering, budget, depth)
        if lines[-1].lstrip().startswith("leave "):
            break
    return lines or [f"{indent}wait 1 hour"]


def _step(
    random: Random,
    indent: str,
    names: list[str],
    entering: str | None,
    budget: list[int],
    depth: int,
) -> list[str]:
    def block() -> list[str]:
        return _steps(random, indent + "  ", names, entering, budget, depth - 1)

    def test() -> str:
        return say.condition(random, names, entry=entering, campaign=True)

    kinds = ["wait", "wait", "until", "send", "send", "send"]
    if depth > 0:
        kinds += ["for", "for", "unless", "unless", "if", "if", "split"]
    if depth < 2:
        kinds.append("leave")
    kind = random.choice(kinds)
    if kind == "wait":
        return [f"{indent}wait {random.choice(_WAITS)}"]
    if kind == "until":
        return [f"{indent}wait until {_moment(random)}"]
    if kind == "send":
        return [indent + _send(random)]
    if kind == "leave":
        return [f'{indent}leave "enough"']
    if kind == "for":
        return _wait_for(random, indent, entering, block)
    if kind == "unless":
        happened, filtered = _answer(random, entering)
        return [f"{indent}unless {happened} within {random.choice(_WAITS)}{filtered}", *block()]
    if kind == "split":
        shares = random.choice((("50%", "50%"), ("30%", ""), ("", "")))
        lines = [f"{indent}split s{random.randint(100, 999)}"]
        for name, share in zip(("left", "right"), shares, strict=True):
            lines.append(f"{indent}  {name} {share}".rstrip())
            lines += _steps(random, indent + "    ", names, entering, budget, depth - 1)
        return lines
    lines = [f"{indent}if {test()}", *block()]
    if random.random() < 0.3:
        lines += [f"{indent}else if {test()}", *block()]
    if random.random() < 0.5:
        lines += [f"{indent}else", *block()]
    return lines


_WAITS = ("30 minutes", "1 hour", "5 hours", "1 day", "2 days")


def _moment(random: Random) -> str:
    time = random.choice(TIMES)
    zone = random.choice(("", "", "", ' in "America/New_York"'))
    roll = random.random()
    if roll < 0.5:
        return f"{time}{zone}"
    if roll < 0.8:
        return f"{random.choice(DAYS)} at {time}{zone}"
    return f"2026-03-{random.randint(6, 10):02} at {time}{zone}"


def _send(random: Random) -> str:
    channels = random.sample(CHANNELS, random.randint(1, 3))
    chain = ", else ".join(channels)
    if random.random() < 0.1:
        chain += ", else drop"
    return f"send {random.choice(MESSAGES)} by {chain}"


def _answer(random: Random, entering: str | None) -> tuple[str, str]:
    if random.random() < 0.3:
        kind = random.choice(("clicked", "opened"))
        about = random.choice(("any message", random.choice(MESSAGES)))
        return f"{kind} {about}", ""
    happened = say.event(random)
    return happened, say.maybe_where(random, happened, entry=entering, share=0.3)


def _wait_for(
    random: Random, indent: str, entering: str | None, block: Callable[[], list[str]]
) -> list[str]:
    happened, filtered = _answer(random, entering)
    lines = [f"{indent}wait for {happened}{filtered}, at most {random.choice(_WAITS)}", *block()]
    if random.random() < 0.6:
        lines += [f"{indent}else", *block()]
    return lines
