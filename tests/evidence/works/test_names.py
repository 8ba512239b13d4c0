"""Lists of authors compared as a librarian would."""

from __future__ import annotations

import pytest

from press.evidence.entries.work_of import authors_of
from press.evidence.works.authors import compared_authors
from press.evidence.works.names import initials, listed
from press.evidence.works.work import Name

RECORD = ["Sample, Ada B.", "Beispiel, Karl-Heinz", "von Muster, Eva"]


def kinds(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    return [(one.kind, one.weight) for one in compared_authors(listed(ours), listed(theirs))]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (["Sample, A. B."], ["Sample, Ada Bea"]),
        (["Sample, AB"], ["Sample, Ada B."]),
        (["Su, T.-P."], ["Su, Tung-Ping"]),
        (["Su, T. P."], ["Su, Tung-Ping"]),
        (["Zarate, Jr, C. A."], ["Zarate, Jr., Carlos A."]),
        (["Carhart-Harris, R."], ["Carhart‐Harris, R"]),
        (["{Sock Study Group}"], ["{for the Sock Study Group}"]),
        (["Sample, A. B.", "others"], RECORD),
        (["Sample, A. B.", "Beispiel, K.-H.", "others"], RECORD),
    ],
)
def test_one_name_in_two_writings_is_the_same(ours: list[str], theirs: list[str]):
    assert [] == kinds(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (["Krueger, S."], ["Krüger, S."]),
        (["Kruger, S."], ["Krüger, S."]),
        (["Muster, E."], ["von Muster, E."]),
        (["Sousa, A."], ["de Sousa, A."]),
        (["Levesque, J."], ["Lévesque, J."]),
        (["O'Malley, K."], ["OMalley, K. Y."]),
        (["Sample, A."], ["Sample, A. B."]),
        (["Gonzalez Marin, P."], ["González-Marín, P."]),
        (["Rad, P. M."], ["Movahed Rad, P."]),
        (["Zarate, C. A."], ["Zarate, Jr, C. A."]),
        (["Sample, Ada"], ["Sample"]),
        (["Ping, Su"], ["Su, Ping"]),
        (["Freire de Carvalho, Jozélio"], ["Carvalho, Jozélio Freire de"]),
    ],
)
def test_what_is_only_written_otherwise_is_advice_at_most(ours: list[str], theirs: list[str]):
    assert {"advice"} >= {weight for _, weight in kinds(ours, theirs)}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["Fremd, X."], ["Sample, A."], [("not on the record", "error"), ("missing", "error")]),
        ([*RECORD, "Fremd, X."], RECORD, [("not on the record", "error")]),
        (RECORD[:2], RECORD, [("missing", "error")]),
        ([RECORD[1], RECORD[0], RECORD[2]], RECORD, [("order", "error")]),
        (["Sample, X. Y."], ["Sample, A. B."], [("given names", "error")]),
        (["Sampel, A."], ["Sample, A."], [("spelling", "error")]),
        ([*RECORD, "others"], RECORD, [("no others", "warning")]),
        (["Beispiel, K.-H.", "others"], RECORD, [("order", "error")]),
        (["Zarate, Sr, C."], ["Zarate, Jr, C."], [("suffix", "warning")]),
        (["Sample, A."], ["Sample, A.", "{Sock Group}"], [("group left out", "advice")]),
        (
            ["Sample, A.", "{Sock Group}"],
            ["Sample, A."],
            [("group not on the record", "unconfirmed")],
        ),
    ],
)
def test_what_differs_is_told_by_its_kind(
    ours: list[str], theirs: list[str], expected: list[tuple[str, str]]
):
    assert expected == kinds(ours, theirs)


def test_a_name_behind_the_last_that_the_record_gives_is_unconfirmed():
    assert [("more than the record names", "unconfirmed")] == kinds(
        RECORD, ["Sample, A. B.", "others"]
    )


def test_a_name_in_the_place_of_another_is_not_excused_by_and_others():
    theirs = ["Sample, A. B.", "Beispiel, K.-H.", "others"]
    assert ("not on the record", "error") in kinds(["Sample, A.", "Fremd, X.", "others"], theirs)


def test_two_of_one_family_are_told_apart_by_their_given_names():
    theirs = ["Wang, Li", "Sample, A.", "Wang, Bo"]
    assert [] == kinds(["Wang, L.", "Sample, A.", "Wang, B."], theirs)
    assert [("order", "error")] == kinds(["Wang, B.", "Sample, A.", "Wang, L."], theirs)


@pytest.mark.parametrize(
    ("given", "letters"),
    [("Celia J. A.", "cja"), ("CJA", "cja"), ("Karl-Heinz", "kh"), ("Éva", "e"), ("", ""),
     ("C.J.", "cj"), ("ADA", "ada"), ("Ada", "a")],
)  # fmt: skip
def test_initials_are_read_from_given_names(given: str, letters: str):
    assert letters == initials(given)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sample, Ada B.", (Name("Sample", "Ada B."),)),
        ("Ada B. Sample", (Name("Sample", "Ada B."),)),
        ("Zarate, Jr, Carlos", (Name("Zarate", "Carlos", "Jr"),)),
        ("{Johnson \\& Johnson}", (Name(group="Johnson & Johnson"),)),
        ("{World Health Organization and Partners}",
         (Name(group="World Health Organization and Partners"),)),
        ("M{\\\"u}ller, J{\\'e}r{\\^o}me", (Name("Müller", "Jérôme"),)),
        ("Eva von Muster", (Name("von Muster", "Eva"),)),
        ("{de la} Salle, Sara", (Name("de la Salle", "Sara"),)),
        ("Sample, A. and\n  Muster, E.", (Name("Sample", "A."), Name("Muster", "E."))),
    ],
)  # fmt: skip
def test_authors_of_an_entry_are_read(text: str, names: tuple[Name, ...]):
    assert names == authors_of(text).names


@pytest.mark.parametrize("last", ["others", "et al", "et al."])
def test_an_entry_says_that_others_follow(last: str):
    found = authors_of(f"Sample, A. and {last}")
    assert (True, 1) == (found.others, len(found.names))
