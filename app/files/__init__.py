"""The store of uploaded files, by the hash of their content."""
