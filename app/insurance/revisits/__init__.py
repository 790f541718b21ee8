"""Revisits: customers are asked after an event whether all is well; what is not is put right."""
