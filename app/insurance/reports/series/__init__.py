"""The facts that metrics count, one module for each part of the domain; metrics are elsewhere."""
