"""Spans to fields: the records, each field with its evidence."""
