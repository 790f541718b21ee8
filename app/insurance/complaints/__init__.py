"""Complaints: taken in, answered within the law's limit, reviewed, and learned from."""
