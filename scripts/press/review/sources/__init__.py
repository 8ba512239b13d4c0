"""Where an export came from: its manifest, the sources as they were, and as they are today."""
