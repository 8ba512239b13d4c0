"""Pictures proven before anything opens them."""
