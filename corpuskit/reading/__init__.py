"""Bytes to views: what is a seed's encoding, with evidence; blocks of whole lines."""
