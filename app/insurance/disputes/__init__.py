"""A dispute over a claim: from the negotiation to the court."""
