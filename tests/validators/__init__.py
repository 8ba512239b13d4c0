"""Other people's judges of our documents. One that cannot run raises; it never just passes."""
