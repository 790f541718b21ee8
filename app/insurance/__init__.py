"""The customer's domain: customers and policies, claims, approvals and payments."""
