"""What rendering a text may cost: counted while it is done, and bounded by its length."""
