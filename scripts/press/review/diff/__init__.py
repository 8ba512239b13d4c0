"""Two versions of a text: which paragraph, and which character, is which."""
