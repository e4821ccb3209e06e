"""Lists of names: parted only where each part clearly is a name, set aside where that is doubtful."""

from __future__ import annotations

import pytest

from ingest.actors.name_lists import bare_heading, organisers_named, persons_named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anne Martin, Jean Roux, Paul Durand", ["Anne Martin", "Jean Roux", "Paul Durand"]),
        ("Martin A., Roux J., et al.", ["Martin, A.", "Roux, J."]),
        ("Anne Coste + Paul Martin (LIG)", ["Anne Coste", "Paul Martin"]),
        ("COSTE Anne – MARTIN Paul", ["COSTE Anne", "MARTIN Paul"]),
        ("A. Coste - P. Martin — J. Roux", ["A. Coste", "P. Martin", "J. Roux"]),
        ("Mme Anne Coste – M. Paul Martin", ["Anne Coste", "Paul Martin"]),
        ("Anne Coste & al.", ["Anne Coste"]),
        ("Anne Coste, et collab.", ["Anne Coste"]),
        ("Anne Petit et collaborateurs", ["Anne Petit"]),
        ("Anne Petit, alii", ["Anne Petit"]),
        ("Coste et al.", ["Coste"]),
        ("Coste, A.; Roux, J.; et al.", ["Coste, A.", "Roux, J."]),
        ("et al.", []),
        ("Maître Paul Durand", ["Paul Durand"]),
        ("Me Paul Durand", ["Paul Durand"]),
        ("Professeure Anne Petit", ["Anne Petit"]),
        ("Ing. Paul Durand, Anne Petit", ["Paul Durand", "Anne Petit"]),
        ("Me Durand", ["Me Durand"]),
        ("Maître Durand Conseil", ["Maître Durand Conseil"]),
        ("Martin A, Roux JP", ["Martin, A", "Roux, JP"]),
        ("N. Durand (INRAE, Lyon), Claire Petit (CNRS)", ["N. Durand", "Claire Petit"]),
        ("M. Jean-Pierre de la Tour, Mme Élodie N'Guyen", ["Jean-Pierre de la Tour", "Élodie N'Guyen"]),
        ("Dr. Marie LE GOFF et Pr Paul van der Berg", ["Marie LE GOFF", "Paul van der Berg"]),
        ("Professeur Jean Roux and Madame Claire Petit", ["Jean Roux", "Claire Petit"]),
        ("Claire Petit & Jean Roux / Ch. Durand", ["Claire Petit", "Jean Roux", "Ch. Durand"]),
        ("Le Goff M.-A.", ["Le Goff, M.-A."]),
        ("LE GOFF Marie, DURAND Paul", ["LE GOFF Marie", "DURAND Paul"]),
        ("Anne Martin, Jean Roux; Paul Durand", ["Anne Martin", "Jean Roux", "Paul Durand"]),
    ],
)
def test_whole_names_are_parted(text: str, names: list[str]) -> None:
    found = persons_named(text)
    assert [one.name for one in found] == names
    assert all(text[one.start : one.start + len(one.quote)] == one.quote for one in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Coste, Anne", ["Coste, Anne"]),
        ("Garcia Lopez, Maria", ["Garcia Lopez, Maria"]),
        ("Le Goff, Marie Anne", ["Le Goff, Marie Anne"]),
        ("Fontaine, Jean de la", ["Fontaine, Jean de la"]),
        ("King, Martin Luther, Jr.", ["King, Martin Luther, Jr."]),
        ("Roux, Jean et Durand, Paul", ["Roux, Jean", "Durand, Paul"]),
        ("Petit, A., Roux, J.", ["Petit, A.", "Roux, J."]),
        ("PETIT, Claire, ROUX, Jean", ["PETIT, Claire", "ROUX, Jean"]),
        ("LI, Wei", ["LI, Wei"]),
        ("BA, Amadou; NG, K. W.", ["BA, Amadou", "NG, K. W."]),
        ("Petit, Claire A.\nXU, Jean, directeur du LIG", ["Petit, Claire A.", "XU, Jean"]),
        ("LY, Marie Anne (CNRS); Garcia Lopez, Maria Jose", ["LY, Marie Anne", "Garcia Lopez, Maria Jose"]),
        ("Garcia Lopez, Maria Jose; Roux, Jean", ["Garcia Lopez, Maria Jose", "Roux, Jean"]),
        ("LY, Marie Anne (CNRS, Lyon); DUPONT, Jean (UGA, Grenoble)", ["LY, Marie Anne", "DUPONT, Jean"]),
        ("Petit Jean, Claire Marie (CNRS, Lyon) ; Roux, Paul", ["Petit Jean, Claire Marie", "Roux, Paul"]),
        ("Roux, Paul (UGA, Vif) ; Petit Jean, Claire Marie [CNRS, LIG]", ["Roux, Paul", "Petit Jean, Claire Marie"]),
    ],
)
def test_a_family_name_before_a_comma_stays_with_its_given_name(text: str, names: list[str]) -> None:
    assert [one.name for one in persons_named(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Claire Petit, directrice de l'ADEME", ["Claire Petit"]),
        ("Claire Petit, directrice de la recherche et de l'innovation", ["Claire Petit"]),
        ("Claire Petit, directrice du LIG, Jean Roux, maire de Vif", ["Claire Petit", "Jean Roux"]),
        ("Claire Petit, directrice du LIG et Jean Roux", ["Claire Petit", "Jean Roux"]),
        ("Petit, Claire, directrice de l'Agence", ["Petit, Claire"]),
        ("Mme Petit, directrice de l'Agence", ["Mme Petit"]),
        ("Mme Claire Petit, CNRS, M. Jean Roux, Ville de Vif", ["Claire Petit", "Jean Roux"]),
        ("Maire, Jean", ["Maire, Jean"]),
        ("Jean Roux, 1970-....", ["Jean Roux"]),
    ],
)
def test_roles_affiliations_and_dates_are_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert [one.name for one in persons_named(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Petit, Claire, Roux, Jean",
        "Anne Coste – Paul Martin – Jean Roux",
        "Anne Coste - Air Liquide",
        "COSTE Anne - Paul MARTIN",
        "LI, Wei, DUPONT, Jean",
        "LI, WEI",
        "LI, BA",
        "JP, Martin",
        "Petit, Roux et Durand",
        "CNRS, INRAE, ADEME",
        "Claire Petit, ADEME",
        "Claire Petit, CEA",
        "Claire Petit, Université Grenoble Alpes",
        "Claire Petit, présidente, Air Liquide",
        "Claire Petit, jean roux",
        "DURAND Paul, Anne Martin",
        "Petit, directrice",
        "Claire Petit / ADEME",
        "M. et Mme Petit",
    ],
)
def test_what_may_be_one_name_or_several_names_nobody(text: str) -> None:
    assert [(one.name, one.quote) for one in persons_named(f"Anne Coste; {text}")] == [
        ("Anne Coste", "Anne Coste"),
        ("", text),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Université Grenoble Alpes, CNRS",
        "Eau et Rivières de Bretagne",
        "Fondation Jean et Marie Roux",
        "Ernst & Young",
        "Commissariat à l'énergie atomique (CEA)",
        "Schneider Electric (SE)",
        "Durand S.A.",
        "Plan B",
        "Université Lyon 2 – Anne Coste",
        "Le Corbusier – Pierre Jeanneret",
        "Anne Coste-Martin",
        "Grenoble - Isère",
        "Anne Coste + 3 personnes",
        "Coste",
    ],
)
def test_what_is_no_list_of_persons_stays_as_it_stands(text: str) -> None:
    assert [(one.name, one.start) for one in persons_named(text)] == [(text, 0)]


def test_what_is_too_long_to_be_looked_at_is_nobodys_name() -> None:
    text = "Jean Roux" + ", Jean Roux" * 500
    assert [(one.name, one.quote) for one in persons_named(f"Anne Coste; {text}")] == [
        ("Anne Coste", "Anne Coste"),
        ("", text),
    ]


def test_organisers_are_parted_where_each_has_an_honorific() -> None:
    text = "Mme Anne Coste, M. Paul Durand; Anne Coste, Paul Durand; Mme Roux, directrice du LIG"
    assert [one.name for one in organisers_named(text)] == [
        "Mme Anne Coste",
        "M. Paul Durand",
        "Anne Coste, Paul Durand",
        "Mme Roux",
    ]


@pytest.mark.parametrize("text", ["(" * 3_000, ", " * 3_000, "et " * 3_000, "A." * 900 + "!", "\0, \0", ", ; |\n", ""])
def test_hostile_lists_are_read_at_once(text: str) -> None:
    assert isinstance(persons_named(text), tuple)


def test_headings_of_libraries_lose_dates_and_roles() -> None:
    headings = ("Durand, Paul (1980-....)", "Petit, Claire, 1970-", "Roux, Jean (directeur)", "Anne Coste, Paul Roux")
    assert [bare_heading(each) for each in headings] == ["Durand, Paul", "Petit, Claire", "Roux, Jean", headings[3]]


@pytest.mark.parametrize(
    ("text", "names", "editing"),
    [
        ("sous la direction de Paul Durand", ["Paul Durand"], True),
        ("Sous la coordination d’Anne Petit et Paul Durand", ["Anne Petit", "Paul Durand"], True),
        ("dir. Durand, Paul", ["Durand, Paul"], True),
        ("Coordination : Anne Petit", ["Anne Petit"], True),
        ("coord. Anne Petit et al.", ["Anne Petit"], True),
        ("dirigé par Mme Petit", ["Mme Petit"], True),
        ("sous la direction de l'ADEME", ["sous la direction de l'ADEME"], False),
        ("Direction régionale de l'environnement", ["Direction régionale de l'environnement"], False),
        ("Direction : Ville de Vif", ["Direction : Ville de Vif"], False),
    ],
)
def test_those_who_direct_or_coordinate_are_named_without_these_words(
    text: str, names: list[str], editing: bool
) -> None:
    found = persons_named(text)
    assert [one.name for one in found] == names
    assert all(one.editing is editing and text[one.start :].startswith(one.quote) for one in found)


@pytest.mark.parametrize(
    ("text", "names", "editors"),
    [
        ("Anne Petit (coord.)", ["Anne Petit"], ["Anne Petit"]),
        ("Paul Durand (dir.) ; Anne Petit", ["Paul Durand", "Anne Petit"], ["Paul Durand"]),
        ("Durand, Paul (Dir.) ; Petit, Anne (dir) ; Roux, Jean", ["Durand, Paul", "Petit, Anne", "Roux, Jean"], 2),
        ("Anne Petit, Paul Durand [éd.], Jean Roux", ["Anne Petit", "Paul Durand", "Jean Roux"], ["Paul Durand"]),
        ("Anne Petit et Paul Durand (dir.)", ["Anne Petit", "Paul Durand"], 2),
        ("Jean Roux, Anne Petit & Paul Durand (coord.)", ["Jean Roux", "Anne Petit", "Paul Durand"], 3),
        ("Anne Petit, Paul Durand (dir.)", ["Anne Petit", "Paul Durand"], ["Paul Durand"]),
        ("Anne Petit (dir.) et Paul Durand", ["Anne Petit", "Paul Durand"], ["Anne Petit"]),
        ("Anne Petit et Paul Durand (eds)", ["Anne Petit", "Paul Durand"], 2),
        ("Anne Petit (dir.) et Paul Durand (dirs.)", ["Anne Petit", "Paul Durand"], 2),
        ("Anne Petit (DIR), Paul Durand (CNRS)", ["Anne Petit", "Paul Durand"], []),
        ("Anne Petit (dir. du LIG)", ["Anne Petit"], []),
        ("Ville de Vif (coord.)", ["Ville de Vif (coord.)"], []),
        ("ADEME (dir.)", ["ADEME (dir.)"], []),
    ],
)
def test_those_behind_whom_it_is_said_that_they_direct_are_editors(
    text: str, names: list[str], editors: list[str] | int
) -> None:
    found = persons_named(text)
    assert [one.name for one in found] == names
    assert [one.name for one in found if one.editing] == (names[:editors] if isinstance(editors, int) else editors)
    assert all(text[one.start :].startswith(one.quote) for one in found)
