"""The machine that the press runs on: other programs, and what they may know and take."""
