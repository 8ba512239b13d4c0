"""The review round trip: a reviewer's comments and tracked changes come home to the source."""
