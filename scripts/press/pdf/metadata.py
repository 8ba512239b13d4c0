"""What a PDF says about itself: title, authors, dates, conformance; never the clock."""

from __future__ import annotations

import base64
import datetime
from typing import Any

from press import __version__
from press.compile import IssueDocument
from press.pdf.engine import weasyprint

# Declares the PDF/UA property, which XMP itself does not know (PDF/A-3, 6.6.2.3), and sets it.
_PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
"""
_LANGUAGE = b"""\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language></rdf:Description>
"""
_END = b"</rdf:RDF>"


def edition(document: IssueDocument) -> str:
    """Return the full title of an issue: `Name, issue 3: What this issue is about`."""
    meta = document.issue.meta
    return f"{document.publication.settings.name}, issue {meta.number}: {meta.title}"


def metadata(document: IssueDocument) -> Any:
    """Return the metadata of an issue for WeasyPrint, the BibTeX of its references attached."""
    meta = document.issue.meta
    publication = document.publication
    digests = [publication.digest_by_slug[slug].meta for slug in document.issue.digests]
    topics = [
        publication.topic_by_slug[slug].meta.title
        for digest in digests
        for slug in digest.topics
        if slug in publication.topic_by_slug
    ]
    day = meta.date.isoformat()
    return _conforming(
        title=edition(document),
        authors=list(dict.fromkeys(digest.author for digest in digests)),
        description=meta.summary or publication.settings.description,
        keywords=list(dict.fromkeys(topics)),
        generator=f"press {__version__}",
        created=day,
        modified=day,
        lang=publication.settings.language,
        attachments=_attachments(document),
    )


def _conforming(**values: Any) -> Any:
    """Return metadata whose XMP also claims PDF/UA-1 beside the PDF/A of WeasyPrint's variant."""
    from weasyprint.pdf.metadata import DocumentMetadata

    class Metadata(DocumentMetadata):  # type: ignore[misc]
        def generate_rdf_metadata(self, *arguments: Any) -> bytes:
            text: bytes = super().generate_rdf_metadata(*arguments)
            language = _LANGUAGE % str(self.lang).encode()
            return text.replace(_END, _PDF_UA + language + _END)

    return Metadata(**values)


def _attachments(document: IssueDocument) -> list[Any]:
    text = document.bibtex
    if not text:
        return []
    # As a data URL the file keeps its type; by name it would be what the machine thinks of `.bib`.
    content = base64.b64encode(text.encode()).decode()
    url = f"data:application/x-bibtex;charset=utf-8;base64,{content}"
    day = datetime.datetime.combine(document.issue.meta.date, datetime.time(), datetime.UTC)
    attachment = weasyprint().Attachment(
        url=url,
        name=f"{document.issue.slug}.bib",
        description="The works cited in this issue, as BibTeX",
        created=day,
        modified=day,
        relationship="Source",
    )
    return [attachment]
