"""Where the bytes of a seed come from: files, streams, stores and containers; each can be read again."""
