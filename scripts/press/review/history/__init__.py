"""What earlier imports saw, and how it is known again."""
