"""Records as flat tables: what Parquet keeps and conditions are asked of.

`columns` derives their columns from the record schema, `tables` makes the tables of records and records of tables.
"""
