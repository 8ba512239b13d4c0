"""What a page tells machines: search engines, reference managers, feed readers."""
