"""Word files that go back to reviewers: with answers to their comments, with the author's edits."""
