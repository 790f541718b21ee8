"""The cycle of service quality: measured, evaluated, improved, and what was improved verified."""
