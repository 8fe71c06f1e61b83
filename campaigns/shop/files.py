"""The shop's tables as files, and the receipts of messages: what Segue is given to read."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from campaigns.shop.days import date_of, moment
from campaigns.shop.draws import Flags, Integers
from campaigns.shop.habits import PRODUCTS, Carts, Visits
from campaigns.shop.orders import NO_CART, Orders
from campaigns.shop.people import CITIES, FOUND_US, NAMES, People

FIRST_KEY = 10_001
RECEIPT_COLUMNS = ("id", "time", "send", "reason")


def key_of(customer: int) -> str:
    return f"C{FIRST_KEY + customer}"


def customer_of(key: str) -> int:
    return int(key[1:]) - FIRST_KEY


_PRODUCT = "list_extract(getvariable('products'), product + 1)"
_CATEGORY = "list_extract(getvariable('categories'), product + 1)"
_KEY = f"'C' || ({FIRST_KEY} + customer)"


def _time(column: str) -> str:
    """Seconds since 1970 as a timestamp without zone, which reads as UTC."""
    return f"make_timestamp({column} * 1_000_000)"


_CUSTOMERS = f"""
    SELECT {_KEY} AS customer_id,
           CASE WHEN named THEN first_name END AS first_name,
           city,
           CASE WHEN has_email THEN lower(first_name) || '.' || ({FIRST_KEY} + customer)
               || '@example.org' END AS email,
           CASE WHEN has_phone THEN '+49 151 ' || ({FIRST_KEY} + customer) END AS phone,
           CASE WHEN has_app THEN 'device-' || ({FIRST_KEY} + customer) END AS app_id,
           {_time("signed_up")} AS signed_up_at,
           found_us, timezone,
           CASE WHEN german THEN 'de' ELSE 'en' END AS language,
           wants_email, wants_sms, wants_push
    FROM rows ORDER BY customer
"""
_VISITS = f"""
    SELECT 'V' || (customer * 10_000 + 2_000 + day) AS visit_id, {_KEY} AS customer_id,
           {_time("time")} AS visited_at
    FROM rows ORDER BY time, customer
"""
_CARTS = f"""
    SELECT 'A' || number AS event_id, {_KEY} AS customer_id, {_time("time")} AS added_at,
           'K' || number AS cart_id, {_PRODUCT} AS product, {_CATEGORY} AS category,
           CAST(total / 100.0 AS DECIMAL(18, 2)) AS cart_total
    FROM rows ORDER BY time, customer
"""
_ORDERS = f"""
    SELECT 'O' || number AS order_id, {_KEY} AS customer_id, {_time("time")} AS ordered_at,
           CASE WHEN cart <> {NO_CART} THEN 'K' || cart END AS cart_id,
           {_PRODUCT} AS product, {_CATEGORY} AS category,
           CAST(amount / 100.0 AS DECIMAL(18, 2)) AS amount,
           CASE WHEN coupon <> '' THEN coupon END AS coupon_code
    FROM rows ORDER BY time, number
"""


class Files:
    """Writes below a project's folder. Every file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = duckdb.connect(config={"threads": 1})
        names = [name for name, _, _ in PRODUCTS]
        categories = [category for _, category, _ in PRODUCTS]
        self._connection.execute("SET VARIABLE products = ?", [names])
        self._connection.execute("SET VARIABLE categories = ?", [categories])

    def customers(self, people: People, known: Flags) -> None:
        """Those who have signed up by now."""
        number = people.number[known]
        self._write(
            "data/customers.parquet",
            _CUSTOMERS,
            {
                "customer": number,
                "first_name": np.array(NAMES, dtype=object)[people.name[known]],
                "city": np.array([name for name, _, _ in CITIES], dtype=object)[people.city[known]],
                "timezone": np.array([zone for _, zone, _ in CITIES], dtype=object)[
                    people.city[known]
                ],
                "found_us": np.array(FOUND_US, dtype=object)[people.found_us[known]],
                "signed_up": people.signed_up[known],
                "german": people.german[known],
                "named": people.named[known],
                "has_email": people.has_email[known],
                "has_phone": people.has_phone[known],
                "has_app": people.has_app[known],
                "wants_email": people.wants_email[known],
                "wants_sms": people.wants_sms[known],
                "wants_push": people.wants_push[known],
            },
        )

    def visits(self, name: str, visits: Visits, day: Integers) -> None:
        columns = {"customer": visits.customer, "time": visits.time, "day": day}
        self._write(f"data/visits/{name}.parquet", _VISITS, columns)

    def carts(self, name: str, carts: Carts) -> None:
        columns = {
            "customer": carts.customer,
            "time": carts.time,
            "number": carts.number,
            "product": carts.product,
            "total": carts.total,
        }
        self._write(f"data/carts/{name}.parquet", _CARTS, columns)

    def orders(self, name: str, orders: Orders) -> None:
        columns = {
            "number": orders.number,
            "customer": orders.customer,
            "time": orders.time,
            "cart": orders.cart,
            "product": orders.product,
            "amount": orders.amount,
            "coupon": np.array(orders.coupon, dtype=object),
        }
        self._write(f"data/orders/{name}.parquet", _ORDERS, columns)

    def receipts(self, day: int, event: str, rows: Sequence[Sequence[str]]) -> Path:
        """Rows in the order of RECEIPT_COLUMNS, for `segue ingest EVENT FILE`."""
        path = self._folder / "receipts" / date_of(day).isoformat() / f"{event}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(RECEIPT_COLUMNS)
            writer.writerows(rows)
        return path

    def _write(self, path: str, select: str, columns: Mapping[str, np.ndarray[Any, Any]]) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        rows = dict(columns)
        self._connection.register("rows", rows)
        self._connection.execute(f"COPY ({select}) TO '{unfinished}' (FORMAT parquet)")
        self._connection.unregister("rows")
        unfinished.replace(target)


def written(instant: int) -> str:
    """An instant as the receipts hold it."""
    return datetime.isoformat(moment(instant), sep=" ")
