"""Whether a finished corpus is what was built: files, records, descriptions, formats; and what can be salvaged."""
