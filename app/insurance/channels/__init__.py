"""What the company sends to customers by mail, SMS and telephone; letters on paper are not here."""
