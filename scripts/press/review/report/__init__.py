"""What an import found, told to people and to programs."""
