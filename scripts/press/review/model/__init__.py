"""What a reviewed Word file says: paragraphs in two views, comments, changes."""
