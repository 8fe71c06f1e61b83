"""The same figures by hand-written SQL, straight from the order lines: the oracle of the tests.

Nothing here uses Segue. Every statement reads the view `orders` (invoice, customer, t, amount),
`t` in UTC.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

HERE = Path(__file__).parent
DATA = HERE.parents[3] / "shared/data/online_retail/online_retail.parquet"


def connect() -> duckdb.DuckDBPyConnection:
    """A connection with the view `orders`."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        f"""
        CREATE TABLE orders AS
        SELECT InvoiceNo AS invoice, any_value(CustomerID) AS customer,
               CAST(min(InvoiceDate) AT TIME ZONE 'Europe/London' AS TIMESTAMP) AS t,
               sum(CAST(Quantity AS DECIMAL(18, 0)) * CAST(UnitPrice AS DECIMAL(18, 3))) AS amount
        FROM '{DATA}'
        WHERE CustomerID > 0 AND NOT starts_with(InvoiceNo, 'C') AND UnitPrice > 0 AND Quantity > 0
        GROUP BY 1
        """
    )
    return connection


STAGES = """
    SELECT CASE WHEN last > seen - INTERVAL 90 DAY THEN if(n = 1, 'new', 'active')
                ELSE if(n = 1, 'lost', 'sleeping') END AS stage, count(*) AS customers
    FROM (SELECT TIMESTAMP '2011-12-10' AS seen, customer, count(*) AS n, max(t) AS last
          FROM orders WHERE t <= TIMESTAMP '2011-12-10' GROUP BY ALL)
    GROUP BY stage
"""

KINDS = """
    WITH totals AS (
        SELECT customer, count(*) AS n, sum(amount) AS revenue FROM orders
        WHERE t <= TIMESTAMP '2011-12-10' GROUP BY customer
    ),
    border AS (SELECT sum(revenue) / count(*) AS revenue FROM totals WHERE n IN (1, 2))
    SELECT if(n <= 2, 'new_', '') || if(totals.revenue <= border.revenue, 'small', 'big') AS kind,
           list(customer ORDER BY customer) AS customers
    FROM totals, border GROUP BY kind
"""
"""Kinds `new_small`, `new_big`, `small` (often_small) and `big` (loyal), and who they are."""

SCORES = """
    WITH totals AS (
        SELECT customer, count(*) AS n, sum(amount) AS revenue, max(t) AS last FROM orders
        WHERE t <= TIMESTAMP '2011-12-10' GROUP BY customer
    ),
    ranked AS (
        SELECT customer, count(*) OVER () AS buyers,
               rank() OVER (ORDER BY last) - 1 AS r, rank() OVER (ORDER BY n) - 1 AS f,
               rank() OVER (ORDER BY revenue) - 1 AS m
        FROM totals
    )
    SELECT CAST(customer AS BIGINT)::VARCHAR AS customer,
           concat_ws('-', 1 + 5 * r // buyers, 1 + 5 * f // buyers, 1 + 5 * m // buyers)
    FROM ranked ORDER BY 1
"""
"""Each customer's three scores as one text."""

SHARES = """
    WITH totals AS (
        SELECT CAST(CAST(customer AS BIGINT) AS VARCHAR) AS customer, count(*) AS n,
               sum(amount) AS revenue, max(t) AS last
        FROM orders WHERE t <= TIMESTAMP '2011-12-10' GROUP BY ALL
    ),
    ranked AS (
        SELECT customer, n, count(*) OVER () AS buyers,
               count(*) OVER (PARTITION BY n >= 2) AS alike,
               row_number() OVER (ORDER BY revenue DESC, md5(customer) DESC) AS richest,
               row_number() OVER (ORDER BY n, md5(customer)) AS rarest,
               row_number() OVER (PARTITION BY n >= 2 ORDER BY last DESC, md5(customer) DESC)
                   AS latest
        FROM totals
    )
    SELECT customer, richest <= 0.10 * buyers + 0.5, rarest <= 0.20 * buyers + 0.5,
           n >= 2 AND latest <= 0.15 * alike + 0.5
    FROM ranked ORDER BY 1
"""
"""Whether each customer is in the top 10% by revenue, in the bottom 20% by orders, and in the top
15% by the last order of those with two and more."""

# The win-back campaign over 2011. A Monday's 09:00 is London's; an entry frees the next one at
# the same time of day a hundred days later; a customer is lapsed when the last order lies ninety
# times 24 hours back or more.
_MONDAYS = """
    mondays AS (
        SELECT local, CAST(local AT TIME ZONE 'Europe/London' AS TIMESTAMP) AS t
        FROM generate_series(TIMESTAMP '2011-01-03 09:00', TIMESTAMP '2011-12-09 09:00',
                             INTERVAL 7 DAY) AS mondays(local)
    )
"""
_ENTRIES = f"""
    WITH RECURSIVE {_MONDAYS},
    lapsed AS (
        SELECT mondays.local, mondays.t, orders.customer
        FROM mondays JOIN orders ON orders.t <= mondays.t
        GROUP BY ALL HAVING max(orders.t) <= mondays.t - INTERVAL 90 DAY
    ),
    entries AS (
        SELECT customer, min(local) AS local FROM lapsed GROUP BY customer
        UNION ALL
        SELECT entries.customer, (
            SELECT min(lapsed.local) FROM lapsed
            WHERE lapsed.customer = entries.customer
              AND lapsed.local >= entries.local + INTERVAL 100 DAY
        ) FROM entries WHERE entries.local IS NOT NULL
    )
    SELECT customer, local, CAST(local AT TIME ZONE 'Europe/London' AS TIMESTAMP) AS t,
           CAST((local + INTERVAL 14 DAY) AT TIME ZONE 'Europe/London' AS TIMESTAMP) AS last_at,
           CAST('0x' || md5('online_retail/win_back/hold out/' || customer)[:8] AS BIGINT)
               % 10_000 < 1_000 AS held_out,
           CAST('0x' || md5('online_retail/win_back/benefit/' || customer)[:8] AS BIGINT)
               % 10_000 < 5_000 AS news
    FROM entries WHERE local IS NOT NULL
"""
"""An enrolment lasts 14 days at most, so none is open a hundred days later."""

_LIVED = """
    lived AS (
        SELECT entries.*,
               (SELECT min(orders.t) FROM orders
                WHERE orders.customer = entries.customer AND orders.t > entries.t
                  AND orders.t < TIMESTAMP '2011-12-10') AS bought_at
        FROM entries
    )
"""


def entries(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `entries`: who enters the win-back campaign when, held out or not."""
    connection.execute(f"CREATE TABLE entries AS {_ENTRIES}")


JOURNEYS = f"""
    WITH {_LIVED}
    SELECT count(*) AS entered,
           count(DISTINCT customer) AS customers,
           count(*) FILTER (held_out) AS held_out,
           count(*) FILTER (NOT held_out AND news) AS news,
           count(*) FILTER (NOT held_out AND NOT news) AS voucher,
           count(*) FILTER (NOT held_out AND last_at < TIMESTAMP '2011-12-10'
                            AND (bought_at IS NULL OR bought_at > last_at)) AS last_words,
           count(*) FILTER (bought_at <= last_at) AS left_on_purchase,
           count(*) FILTER (last_at < TIMESTAMP '2011-12-10'
                            AND (bought_at IS NULL OR bought_at > last_at)) AS finished,
           count(*) FILTER (bought_at <= t + INTERVAL 30 DAY) AS came_back,
           count(*) FILTER (t + INTERVAL 30 DAY <= TIMESTAMP '2011-12-10') AS closed,
           count(*) FILTER (t + INTERVAL 30 DAY <= TIMESTAMP '2011-12-10'
                            AND bought_at <= t + INTERVAL 30 DAY) AS closed_came_back
    FROM lived
"""

PER_DAY = """
    SELECT CAST(local AS DATE) AS day, count(*) AS entered,
           count(*) FILTER (NOT held_out) AS messages
    FROM entries GROUP BY day ORDER BY day
"""

MESSAGES = f"""
    WITH {_LIVED}
    SELECT customer, t, if(news, 'win_back_news', 'win_back_voucher') AS message
    FROM lived WHERE NOT held_out
    UNION ALL
    SELECT customer, last_at, 'win_back_last' FROM lived
    WHERE NOT held_out AND last_at < TIMESTAMP '2011-12-10'
      AND (bought_at IS NULL OR bought_at > last_at)
"""
"""Customer, instant in UTC, and message."""

CAME_BACK = f"""
    WITH {_LIVED}
    SELECT customer, t FROM lived WHERE bought_at <= t + INTERVAL 30 DAY
"""
"""The enrolments that reach the goal, whether held out or not."""

COHORTS = """
    WITH bought AS (
        SELECT DISTINCT customer,
               date_trunc('month', t AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/London') AS month
        FROM orders WHERE t < TIMESTAMP '2011-12-10'
    ),
    first AS (SELECT customer, min(month) AS first FROM bought GROUP BY customer)
    SELECT CAST(first AS DATE), date_diff('month', first, month), count(*)
    FROM bought JOIN first USING (customer) GROUP BY ALL
"""
"""The month of the first order, months since, and how many customers ordered then."""

_GAPS = """
    WITH days AS (
        SELECT DISTINCT customer,
               CAST(t AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/London' AS DATE) AS day
        FROM orders
    ),
    gaps AS (
        SELECT customer, day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM days
    )
"""
DAY_GAPS = f"""
    {_GAPS}
    SELECT count(gap), median(gap), avg(gap), quantile_cont(gap, 0.8), quantile_cont(gap, 0.9)
    FROM gaps
"""
DAY_CYCLES = f"""
    {_GAPS}
    SELECT count(*), median(cycle)
    FROM (SELECT median(gap) AS cycle FROM gaps GROUP BY customer HAVING count(gap) >= 2)
"""
"""Between days with an order, as others count: all gaps, and the medians of customers with two."""

CYCLES = """
    SELECT customer, median(gap) / 86_400_000_000 FROM (
        SELECT customer, epoch_us(t) - lag(epoch_us(t)) OVER (PARTITION BY customer ORDER BY t)
               AS gap
        FROM orders
    )
    GROUP BY customer HAVING count(gap) > 0
"""
"""Between orders, as Segue counts: each customer's median, in days."""
