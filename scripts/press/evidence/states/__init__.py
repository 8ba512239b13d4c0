"""What the lock confirms of every entry, and how that is told."""
