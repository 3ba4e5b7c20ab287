"""The questions, the measures and the pages that document a corpus."""
