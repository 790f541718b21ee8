"""DMN: load, check, evaluate and analyse decision models; the deployed versions of each decision."""
