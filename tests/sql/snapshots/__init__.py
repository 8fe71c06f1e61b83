"""The SQL of the demo's and the playbook's segments and groups as it stands: a change of the
compiler shows as a change of SQL, which is read before it is committed.

`NAME.sql` is DuckDB's, whole; `NAME.postgres.diff` is how PostgreSQL's differs from it,
where it does.
"""
