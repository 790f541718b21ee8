"""Letters to claimants and payees: frozen with the decision they tell, printed as PDF after it."""
