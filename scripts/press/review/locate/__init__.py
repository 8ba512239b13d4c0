"""Where a reviewer's remark stands in today's sources."""
