"""Files written whole, kept results, and what a killed run has left behind."""
