"""The document written down: as Markdown, HTML, JSON, a data-set card and a citation."""
