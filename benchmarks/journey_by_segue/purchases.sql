select event_id, customer_id, at_time from 'data/events.parquet' where kind = 'purchase'
