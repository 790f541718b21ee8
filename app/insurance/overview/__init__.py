"""Everything the company knows of one customer, across all rooms; nothing is written here."""
