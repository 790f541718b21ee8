"""Metrics of every room: what is counted, its roll-ups, and what is handed out of it."""
