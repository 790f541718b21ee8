"""Training of customers: planned, approved, offered, held, assessed, and its effect reviewed."""
