-- Everybody with an order that counts (see orders.sql), and the country of their latest one. The
-- data hold no addresses, so each customer gets one that nobody can be reached at.
SELECT CAST(CustomerID AS VARCHAR) AS customer_id,
       arg_max(Country, (InvoiceDate, InvoiceNo)) AS country,
       'customer-' || CustomerID || '@shop.invalid' AS email
FROM '../../../../shared/data/online_retail/online_retail.parquet'
WHERE CustomerID IS NOT NULL
  AND InvoiceNo NOT LIKE 'C%'
  AND UnitPrice > 0
  AND Quantity > 0
GROUP BY CustomerID
