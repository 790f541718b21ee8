"""The log of who did what: rows are only ever added."""
