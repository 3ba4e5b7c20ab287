"""Habits: what one dump does throughout, one file a habit; their counts can be added up (`counts.Habits`)."""
