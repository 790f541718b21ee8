"""What people are told of: kept with the command that it comes from, shown and sent by mail."""
