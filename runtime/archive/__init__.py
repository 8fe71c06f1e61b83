"""Rows of the journal that are old, in Parquet files beside the store."""
