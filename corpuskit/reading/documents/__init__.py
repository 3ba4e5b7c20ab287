"""A seed as its layout sees it: its beginning, its bytes, lines or tree, and the view of what is extracted."""
