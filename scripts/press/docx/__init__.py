"""A composed issue as a Word file for reviewers, and the manifest that leads back to the source."""

from press.docx.sources.manifest import Manifest
from press.docx.writer import DocxReport, docx_bytes, manifest_path, write_docx

__all__ = ["DocxReport", "Manifest", "docx_bytes", "manifest_path", "write_docx"]
