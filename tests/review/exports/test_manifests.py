"""Manifests that came with a review: not believed; and those that cannot be, refused."""

from __future__ import annotations

import json
import shutil

import pytest

MANIFEST = "exports/2026-01.manifest.json"
PAGE = "docs/index.md"


def remark(hand) -> None:
    hand.replace("The ratio was 1.28", "1.28", "1.29")


def told(desk):
    return json.loads((desk.root / MANIFEST).read_text())


def block_of(manifest, words):
    return next(one for one in manifest["blocks"] if words in one.get("text", ""))


def test_a_manifest_beside_the_review_is_not_believed(desk) -> None:
    """It says that a paragraph of the digest is one of a page that was never sent out."""
    review = desk.review(remark)
    manifest, page = told(desk), (desk.root / PAGE).read_text()
    manifest["files"][PAGE] = {"sha256": "0" * 64, "text": page}
    block_of(manifest, "The ratio was")["file"] = PAGE
    (desk.inbox / "a.manifest.json").write_text(json.dumps(manifest))
    result = desk.bring(review, "--apply", "clean")
    assert desk.text.replace("1.28", "1.29") == desk.source.read_text()
    assert page == (desk.root / PAGE).read_text()
    assert PAGE not in result.output


def test_one_that_is_named_does_not_take_the_place_of_our_own(desk) -> None:
    review = desk.review(remark)
    manifest, forged = told(desk), desk.inbox / "a.manifest.json"
    block_of(manifest, "The ratio was")["text"] = "The ratio was 9.99."
    forged.write_text(json.dumps(manifest))
    said = desk.bring(review, "--manifest", forged).output
    assert "change 1: replacement, clean" in said


def _first_block(**values):
    return lambda manifest: manifest["blocks"][0].update(values)


def _all_blocks(**values):
    def change(manifest) -> None:
        for block in manifest["blocks"]:
            block.update(values)

    return change


def _set(*keys_and_value):
    *keys, last, value = keys_and_value

    def change(manifest) -> None:
        for key in keys:
            manifest = manifest[key]
        manifest[last] = value

    return change


def _rename(path):
    def change(manifest) -> None:
        old = next(one for one in manifest["files"] if "/digests/" in one)
        manifest["files"][path] = manifest["files"].pop(old)
        for block in manifest["blocks"]:
            if block.get("file") == old:
                block["file"] = path

    return change


UNSOUND = {
    "another format": _set("format", 2),
    "a name that is none": _set("publication", 5),
    "a name without end": _set("issue", "x" * 300),
    "a draft that is a text": _set("draft", "yes"),
    "no paragraphs": _set("blocks", None),
    "an empty paragraph": _set("blocks", [{}]),
    "a paragraph without text": _all_blocks(text=None),
    "a text that is a number": _first_block(text=5),
    "a key of its own": _first_block(evil=True),
    "a file that is not told": _all_blocks(file="docs/digests/none.md"),
    "a file outside": _rename("../../.bashrc"),
    "a file of the machine": _rename("/etc/passwd"),
    "a file of a drive": _rename("C:/x.md"),
    "a text of a file that is none": lambda m: [one.update(text=5) for one in m["files"].values()],
    "lines before the first": _all_blocks(lines=[-5, 2]),
    "lines beyond all bounds": _all_blocks(lines=[1, 10**12]),
    "lines that run back": _all_blocks(lines=[9, 2]),
    "pieces out of the text": _all_blocks(segments=[["v", 0, 10**9, 0, 1]]),
    "pieces out of the source": _all_blocks(segments=[["v", 0, 1, -5, 10**12]]),
    "pieces of no kind": _all_blocks(segments=[["x", 0, 1, 0, 1]]),
    "pieces that run back": _all_blocks(segments=[["v", 1, 2, 0, 1], ["v", 0, 1, 0, 1]]),
    "a value at no place": _all_blocks(
        fields=[{"key": "title", "line": 0, "column": 1, "start": 0, "end": 1}]
    ),
    "the same paragraph twice": lambda m: m["blocks"].append(m["blocks"][0]),
    "a citation in no paragraph": lambda m: [one.update(block="none") for one in m["citations"]],
    "a citation out of its text": lambda m: [one.update(end=10**9) for one in m["citations"]],
    "a list": lambda m: m.clear(),
}


@pytest.mark.parametrize("change", UNSOUND.values(), ids=UNSOUND)
def test_a_manifest_that_cannot_be_is_refused(desk, change) -> None:
    review = desk.review(remark)
    manifest = told(desk)
    export = manifest["export"]
    change(manifest)
    text = json.dumps({"export": export, **manifest}, indent=0)
    (desk.root / MANIFEST).write_text(text)
    shutil.rmtree(desk.root / "exports/manifests", ignore_errors=True)
    result = desk.bring(review, "--apply", "clean", "--manifest", desk.root / MANIFEST)
    assert (2, "") == (result.exit_code, result.stdout)
    assert desk.text == desk.source.read_text()


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[" * 200_000, b"\xff\xfe", b'{"format": 1, "export": "EXPORT"', b"[1, 2]"],
    ids=["empty", "null", "deep", "no-text", "cut-off", "list"],
)
def test_a_file_that_is_no_manifest_is_refused(desk, data) -> None:
    review = desk.review(remark)
    export = told(desk)["export"].encode()
    head = b'{"format": 1, "export": "' + export + b'", "x": '
    (desk.root / MANIFEST).write_bytes(data.replace(b"EXPORT", export) or head)
    shutil.rmtree(desk.root / "exports/manifests", ignore_errors=True)
    (desk.root / "other.manifest.json").write_bytes(head + data)
    result = desk.bring(review, "--manifest", desk.root / "other.manifest.json")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "Traceback" not in result.stderr
