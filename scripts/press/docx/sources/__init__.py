"""The thread from a Word paragraph back to its source: anchors, manifest, positions."""
