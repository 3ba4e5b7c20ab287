"""What the layouts of exports share: labels of databases, columns of tables, keys, and names as authors are stated."""
