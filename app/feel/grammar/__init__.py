"""Tokens into a tree; one module per family of forms."""
