"""Three ways: what was exported, what stands in the source today, what reviewers made of it."""
