"""Metrics on books that were counted by hand."""
