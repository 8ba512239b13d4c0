"""The five parts that Word spreads comments over, and the styles that they are written in.

Sources: ECMA-376-1 (comments), [MS-DOCX] 2.5 (commentsExtended, commentsIds,
commentsExtensible, people).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from press.docx.ooxml import Element, W, add, make, w
from press.docx.package import DOCUMENT, Pack
from press.review.write.comment_text import comment_paragraphs

_COMMENTS = "word/comments.xml"
_STYLES = "word/styles.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MS = "http://schemas.microsoft.com/office/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_W14 = _MS + "word/2010/wordml"
_W15 = _MS + "word/2012/wordml"
_CID = _MS + "word/2016/wordml/cid"
_CEX = _MS + "word/2018/wordml/cex"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_HIGHEST = 0x7FFFFFFE  # ids of paragraphs and comments are lower ([MS-DOCX] 2.6.2.3)


@dataclass(frozen=True)
class Written:
    """A comment as it is to be written.

    `text` is Markdown; `local` is the author's clock and `utc` the true time, as Word writes
    them, each empty where it is not known; `parent` is the number of the comment that this one
    answers, -1 where it answers none; `resolved` is the thread's state, told of its first one.
    """

    number: int
    author: str
    initials: str
    local: str
    utc: str
    text: str
    parent: int = -1
    resolved: bool = False


def put_comments(pack: Pack, comments: Sequence[Written]) -> None:
    """Add the parts of comments to a package that has none."""
    pack.put(_COMMENTS, b"<none/>")  # so that links find the part that they belong to
    names = list(_names(comments))
    kinds = {
        "comments": (_OFFICE + "comments", _TYPE.format("comments")),
        "commentsExtended": (
            _MS + "2011/relationships/commentsExtended",
            _TYPE.format("commentsExtended"),
        ),
        "commentsIds": (_MS + "2016/09/relationships/commentsIds", _TYPE.format("commentsIds")),
        "commentsExtensible": (
            _MS + "2018/08/relationships/commentsExtensible",
            _TYPE.format("commentsExtensible"),
        ),
        "people": (_MS + "2011/relationships/people", _TYPE.format("people")),
    }
    roots = {
        "comments": _texts(pack, comments, names),
        "commentsExtended": _extended(comments, names),
        "commentsIds": _ids(names),
        "commentsExtensible": _extensible(comments, names),
        "people": _people(comments),
    }
    for name, (relation, content_type) in kinds.items():
        part = f"word/{name}.xml"
        pack.put_tree(part, roots[name], content_type)
        pack.relate(DOCUMENT, relation, part)
    _put_styles(pack.tree(_STYLES))


def _names(comments: Sequence[Written]) -> Iterator[str]:
    """Yield for each comment the id of its last paragraph, which is its lasting id too."""
    seen: set[str] = set()
    for one in comments:
        what = "\x1f".join((one.author, one.local, one.utc, one.text, str(one.parent)))
        count = 0
        while True:
            digest = hashlib.sha256(f"{what}\x1f{count}".encode()).digest()
            name = f"{int.from_bytes(digest[:4], 'big') % _HIGHEST + 1:08X}"
            if name not in seen:
                break
            count += 1
        seen.add(name)
        yield name


def _texts(pack: Pack, comments: Sequence[Written], names: Sequence[str]) -> Element:
    def link(address: str) -> str:
        return pack.relate(_COMMENTS, _OFFICE + "hyperlink", address, external=True)

    root = _root("w", "comments", W, {"w14": _W14, "r": _OFFICE.rstrip("/")}, "w14")
    for one, name in zip(comments, names, strict=True):
        values = {"id": str(one.number), "author": one.author}
        values |= {"date": one.local} if one.local else {}
        values |= {"initials": one.initials} if one.initials else {}
        comment = add(root, "comment", **values)
        comment.extend(comment_paragraphs(one.text, link))
        # Word finds the thread by the comment's last paragraph, and shows its mark in the first.
        comment[-1].set(f"{{{_W14}}}paraId", name)
        mark = make("r")
        add(add(mark, "rPr"), "rStyle", val="CommentReference")
        add(mark, "annotationRef")
        comment[0].insert(1, mark)
    return root


def _extended(comments: Sequence[Written], names: Sequence[str]) -> Element:
    by_number = {one.number: name for one, name in zip(comments, names, strict=True)}
    root = _root("w15", "commentsEx", _W15)
    for one in comments:
        values = {f"{{{_W15}}}paraId": by_number[one.number]}
        if one.parent in by_number:
            values[f"{{{_W15}}}paraIdParent"] = by_number[one.parent]
        values[f"{{{_W15}}}done"] = "1" if one.resolved else "0"
        etree.SubElement(root, f"{{{_W15}}}commentEx", values)
    return root


def _ids(names: Sequence[str]) -> Element:
    root = _root("w16cid", "commentsIds", _CID)
    for name in names:
        values = {f"{{{_CID}}}paraId": name, f"{{{_CID}}}durableId": name}
        etree.SubElement(root, f"{{{_CID}}}commentId", values)
    return root


def _extensible(comments: Sequence[Written], names: Sequence[str]) -> Element:
    root = _root("w16cex", "commentsExtensible", _CEX)
    for one, name in zip(comments, names, strict=True):
        values = {f"{{{_CEX}}}durableId": name}
        if one.utc:
            values[f"{{{_CEX}}}dateUtc"] = one.utc
        etree.SubElement(root, f"{{{_CEX}}}commentExtensible", values)
    return root


def _people(comments: Sequence[Written]) -> Element:
    root = _root("w15", "people", _W15)
    for author in dict.fromkeys(one.author for one in comments if one.author):
        person = etree.SubElement(root, f"{{{_W15}}}person", {f"{{{_W15}}}author": author})
        values = {f"{{{_W15}}}providerId": "None", f"{{{_W15}}}userId": author}
        etree.SubElement(person, f"{{{_W15}}}presenceInfo", values)
    return root


def _root(
    prefix: str, name: str, namespace: str, others: dict[str, str] | None = None, skip: str = ""
) -> Element:
    """Return a part's root; `skip` are prefixes that older programs may ignore."""
    known = {prefix: namespace, **(others or {})}
    if skip:
        known["mc"] = _MC
    root = etree.Element(f"{{{namespace}}}{name}", None, known)
    if skip:
        root.set(f"{{{_MC}}}Ignorable", skip)
    return root


def _put_styles(styles: Element) -> None:
    """Add the styles of comments, by the names that Word knows, where they are not there."""
    known = {style.get(w("styleId")) for style in styles}
    if "CommentReference" not in known:
        style = add(styles, "style", type="character", styleId="CommentReference")
        add(style, "name", val="annotation reference")
        add(style, "uiPriority", val="99")
        add(add(style, "rPr"), "sz", val="16")
    if "CommentText" not in known:
        style = add(styles, "style", type="paragraph", styleId="CommentText")
        add(style, "name", val="annotation text")
        add(style, "uiPriority", val="99")
        properties = add(style, "pPr")
        add(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        add(properties, "jc", val="left")
        add(add(style, "rPr"), "sz", val="20")
