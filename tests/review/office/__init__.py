"""Reviews of our own exports, made with LibreOffice as a reviewer makes them."""
