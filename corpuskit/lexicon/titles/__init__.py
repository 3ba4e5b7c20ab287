"""Titles: those that hold their credit, and places at which another article seems to begin."""
