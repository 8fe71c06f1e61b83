-- One order per invoice. Dropped: lines without a customer, cancellations (their invoice number
-- starts with C), and lines whose price or quantity is not positive.
SELECT InvoiceNo AS order_id,
       CAST(min(CustomerID) AS VARCHAR) AS customer_id,
       min(InvoiceDate) AS ordered_at,
       sum(Quantity * CAST(UnitPrice AS DECIMAL(12, 4))) AS amount,
       CAST(sum(Quantity) AS BIGINT) AS items
FROM '../../../../shared/data/online_retail/online_retail.parquet'
WHERE CustomerID IS NOT NULL
  AND InvoiceNo NOT LIKE 'C%'
  AND UnitPrice > 0
  AND Quantity > 0
GROUP BY InvoiceNo
