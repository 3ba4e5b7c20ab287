"""Formats of text as Python values: HTML and XML, JSON, mail, and files that hold several of them."""
