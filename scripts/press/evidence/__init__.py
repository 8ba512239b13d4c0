"""What is wrong with texts about studies: pages read in, contradictions, numbers, records."""
