"""Schema and rules: what must hold in a valid corpus."""
