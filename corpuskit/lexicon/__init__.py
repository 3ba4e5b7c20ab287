"""What printed strings mean: dates, credit lines, languages, outlets; the registries as data files."""
