"""Some days of work of the demo company: cases that people of it have begun, by its operations."""
