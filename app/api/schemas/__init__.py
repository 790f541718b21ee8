"""What travels over the API: shapes and ranges only, no rule that needs the database."""
