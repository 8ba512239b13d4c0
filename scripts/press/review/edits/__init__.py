"""What an edit is, and how it can be written into Markdown or front matter."""
