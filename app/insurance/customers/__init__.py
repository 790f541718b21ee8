"""Customers, products and policies: who is insured, against what, and from when to when."""
