"""Pasted text stretch by stretch: read, its habits counted, its best path tiled, and each boundary explained."""
