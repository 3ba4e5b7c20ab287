"""How a new build takes the place of the earlier one, on disk and in a store, whole or not at all."""
