"""What is said about a work, and two sayings compared field by field."""
