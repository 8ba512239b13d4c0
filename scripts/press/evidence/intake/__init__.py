"""Pages of study summaries brought in: read into items, written as draft digests."""

from press.evidence.intake.drafts import AS_GIVEN, UNPLACED, Draft, drafts
from press.evidence.intake.entries import GivenWork, given_work
from press.evidence.intake.files import LARGEST_PAGE, import_file, read_file
from press.evidence.intake.items import Item, Part
from press.evidence.intake.passages import Passage
from press.evidence.intake.reading import Kind, Page, kind_of, page_text, read_page, require_items
from press.evidence.intake.writing import Imported, import_page

__all__ = [
    "AS_GIVEN",
    "LARGEST_PAGE",
    "UNPLACED",
    "Draft",
    "GivenWork",
    "Imported",
    "Item",
    "Kind",
    "Page",
    "Part",
    "Passage",
    "drafts",
    "given_work",
    "import_file",
    "import_page",
    "kind_of",
    "page_text",
    "read_file",
    "read_page",
    "require_items",
]
