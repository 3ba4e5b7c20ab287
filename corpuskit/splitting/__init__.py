"""View to spans: which lines belong to which record, in two passes over blocks."""
