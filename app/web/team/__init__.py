"""The page of a lead: what waits for each group, who has what, and giving it out."""
