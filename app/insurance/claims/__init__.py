"""Claims from loss report to archive, with their papers, survey, assessment and adjudication."""
