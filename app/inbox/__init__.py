"""Tasks as people see them: lists, claiming, drafts, forms and segregation of duties."""
