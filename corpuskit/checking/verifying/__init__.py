"""Whether a finished corpus is what was built: its files, records, descriptions and formats, and what can be salvaged."""
