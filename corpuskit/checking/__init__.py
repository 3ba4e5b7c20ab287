"""Finished corpora read again: verified, explained, searched, compared, reviewed, held to their lock."""
