"""Tables, files and the seal of dist/."""
