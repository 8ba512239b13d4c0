"""What the tests of the PDF share: issues composed from files, and PDFs seen by other programs."""
