"""What is done with a finished corpus."""
