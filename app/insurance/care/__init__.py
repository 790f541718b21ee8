"""Care for customers and prospects: greetings, tips, offers, recommendations, file checks."""
