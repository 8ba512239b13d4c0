"""An issue as a PDF newsletter: PDF/A-3a and PDF/UA-1 in one file, the same bytes every time."""

from press.pdf.writer import Paper, PdfReport, pdf_bytes, write_pdf

__all__ = ["Paper", "PdfReport", "pdf_bytes", "write_pdf"]
