"""What customers ask of the company: requests from reception to tracking, and their messages."""
