"""What printed strings mean: dates, credit lines, languages, outlets, words; the registries as data files."""
