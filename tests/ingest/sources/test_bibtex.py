"""Bibliographies: what an entry becomes, whoever wrote it, and what is said of entries that are not well-formed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import ActorType, Identifier, Publication, Rejection, Relation
from ingest.sources.bibtex import read
from ingest.sources.latex import plain_text
from ontology.errors import DataError


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    return tmp_path / "works.bib"


def records(path: Path, content: str | bytes) -> list[Publication | Rejection]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, Source(path=path.name, language="fr")))


def work_of(path: Path, content: str | bytes) -> Publication:
    (record,) = records(path, content)
    assert isinstance(record, Publication)
    return record


def people(path: Path, author: str) -> list[tuple[str, ActorType | None]]:
    work = work_of(path, f"@misc{{a, title={{x}}, author={{{author}}}}}")
    return [(actor.name, actor.type) for actor in work.actors]


def date_of(path: Path, fields: str) -> str:
    work = work_of(path, f"@misc{{a, title={{x}}, {fields}}}")
    return work.issued.value if work.issued else ""


def test_an_entry_becomes_a_publication_with_its_place(bib: Path) -> None:
    work = work_of(
        bib,
        """% a note
@string{netcom = {Netcom}}
@article{flipo,
  title = {Tiers-lieux et mobilité}, author = {Flipo, Aurore}, journal = netcom, volume = 36, number = {1/2},
  year = 2020, keywords = {RSE; télétravail}, abstract = {Un résumé.}, doi = {https://doi.org/10.1234/A},
  hal_id = {hal-02899519}, url = {https://hal.science/hal-02899519v1}
}""",
    )
    assert work.title is not None
    assert (work.title.value, work.title.language, work.kind) == ("Tiers-lieux et mobilité", "fr", "article")
    assert (work.place.locator, work.key, work.container) == ("line 3", "flipo", "Netcom, 36 (1/2)")
    assert work.identifiers == (Identifier("doi", "10.1234/a"), Identifier("hal", "hal-02899519"))
    assert [passage.field for passage in work.passages] == ["title", "abstract", "keywords"]
    assert work.found_at == ("https://hal.science/hal-02899519v1",)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"L'{\'e}coconception des {\OE}uvres", "L'écoconception des Œuvres"),
        (r"{{RSE}} \& biodiversit\'{e}, 50% et 20 \%", "RSE & biodiversité, 50% et 20 %"),
        (r"Fran\c{c}ais, na\"{\i}f~: \emph{bilan}", "Français, naïf : bilan"),
        (r"si p {\textless} 0.05, \textgreater{}3 et \textbar x\textbar", "si p < 0.05, >3 et |x|"),
        (r"R&D et l'{\'e}nergie, 5 \\& 6", "R&D et l'énergie, 5 & 6"),
        (r"Co\^ut de 50 $ \& R&D, 5~$ en 30 % des {\'e}t{\'e}s", "Coût de 50 $ & R&D, 5 $ en 30 % des étés"),
        (r"L'{\'e}quation $\alpha & x^2$ \& {\'e}t{\'e} {$ $}", r"L'équation $\alpha & x^2$ & été $ $"),
        ("Déjà  en\n  Unicode", "Déjà en Unicode"),
        ("{" * 90 + "profond" + "}" * 90, "profond"),
    ],
)
def test_latex_becomes_plain_text(bib: Path, latex: str, text: str) -> None:
    title = work_of(bib, f"@misc{{a, title = {{{latex}}}}}").title
    assert title is not None
    assert title.value == text


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Coste, Anne and Nicolas Dubus", ["Anne Coste", "Nicolas Dubus"]),
        ("de la Fontaine, Jean and Ludwig van Beethoven", ["Jean de la Fontaine", "Ludwig van Beethoven"]),
        (r"P{\'e}rigois, Samuel and others", ["Samuel Périgois"]),
        ("Karine Pouliquen (rédactrice)", ["Karine Pouliquen"]),
        ("family=Fontaine, given=Jean, prefix=de La, useprefix=true", ["Jean de La Fontaine"]),
        ("family={Le Goff}, given-i=J, given={Jean} and Coste, Anne", ["Jean Le Goff", "Anne Coste"]),
        ("given=Martin, family=King, suffix=Jr", ["Martin King Jr"]),
        ("King, Jr, Martin Luther", ["Martin Luther King Jr"]),
        (
            r"Martin, Paul and \'Elise Roux AND \'{E}ric Durand and {\'E}milie Petit and  \^Ile, Jean",
            ["Paul Martin", "Élise Roux", "Éric Durand", "Émilie Petit", "Jean Île"],
        ),
        (r"\AA sa Roux and \'E. Anderson and Andr\'e Sand", ["Åsa Roux", "É. Anderson", "André Sand"]),
        ("Anne Coste and", ["Anne Coste"]),
        ("and Anne Coste and and Paul Roux", ["Anne Coste", "Paul Roux"]),
    ],
)
def test_people_are_parted_by_the_rules_of_bibtex(bib: Path, author: str, names: list[str]) -> None:
    assert people(bib, author) == [(name, ActorType.PERSON) for name in names]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Martin, Paul; Coste, Anne and {\\'E}lie, Jean", ["Paul Martin", "Anne Coste", "Jean Élie"]),
        ("Martin P., Coste A., Roux J.", ["P. Martin", "A. Coste", "J. Roux"]),
        ("Martin P., Coste A.", ["P. Martin", "A. Coste"]),
        ("Jean Dupont et Marie Durand", ["Jean Dupont", "Marie Durand"]),
        ("CNRS; Ville de Vif", ["CNRS", "Ville de Vif"]),
        ("Garcia Lopez, Maria Jose", ["Maria Jose Garcia Lopez"]),
        (
            "Ministère de l'écologie et du développement durable",
            ["Ministère de l'écologie et du développement durable"],
        ),
        ("{Eau; vie et R{\\'e}gion}", ["Eau; vie et Région"]),
    ],
)
def test_a_list_in_the_place_of_one_name_is_parted_where_that_is_sure(bib: Path, author: str, names: list[str]) -> None:
    work = work_of(bib, f"@misc{{a, title={{x}}, author={{{author}}}}}")
    assert [each.name for each in work.actors] == names
    assert all(each.quote == plain_text(author)[each.start :][: len(each.quote)] for each in work.actors)


def test_words_that_may_be_one_name_or_several_are_set_aside(bib: Path) -> None:
    work, aside = records(bib, "@misc{a, title={x}, author={Coste, Martin, Roux and Paul Petit}}")
    assert isinstance(work, Publication)
    assert isinstance(aside, Rejection)
    assert [each.name for each in work.actors] == ["Paul Petit"]
    assert aside.reason == "“Coste, Martin, Roux” may be one name or several"


def test_a_name_in_braces_is_an_organisation_and_stays_whole(bib: Path) -> None:
    assert people(bib, "{Groupe La Poste and Co} and {CEA}") == [
        ("Groupe La Poste and Co", ActorType.ORGANISATION),
        ("CEA", ActorType.ORGANISATION),
    ]


def test_publishers_are_organisations_joined_by_and(bib: Path) -> None:
    work = work_of(bib, "@report{a, title={x}, publisher={Fondation Travailler autrement and CGET}}")
    assert [(actor.name, actor.relation) for actor in work.actors] == [
        ("Fondation Travailler autrement", Relation.PUBLISHER),
        ("CGET", Relation.PUBLISHER),
    ]


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ("year = 2013", "2013"),
        ("year = 2013, month = may", "2013-05"),
        ("year = {2013}, month = {Mai}, day = 3", "2013-05-03"),
        ("date = {2013-05-13}", "2013-05-13"),
        ("date = {2013-05/2013-06}", "2013-05"),
        ("year = {2019-21}", "2019"),
        ("date = {2019-23}", "2019"),
        ("date = {2019/..}", "2019"),
        ("year = {[2015]}", "2015"),
        ("year = {2016a}", "2016"),
        ("year = {cop. 2011}, month = may", "2011-05"),
        ("note = {rien}", ""),
    ],
)
def test_dates_keep_their_precision(bib: Path, fields: str, value: str) -> None:
    assert date_of(bib, fields) == value


def test_a_year_in_roman_numerals_is_told(bib: Path) -> None:
    work, rejection = records(bib, "@misc{a, title={x}, year={MDCCC}}")
    assert isinstance(work, Publication)
    assert isinstance(rejection, Rejection)
    assert "“MDCCC” cannot be taken as a date" in rejection.reason


def test_an_abstract_loses_its_tags_and_keeps_its_signs(bib: Path) -> None:
    written = r"{\textless}p{\textgreater}Si p {\textless} 0.05, 5{\%} de {\&}{\textless}/p{\textgreater}"
    abstract = work_of(bib, f"@misc{{a, title={{x}}, abstract={{{written}}}}}").abstract
    assert abstract is not None
    assert abstract.value == "Si p < 0.05, 5% de &"


def test_pages_are_kept_with_where_it_was_published(bib: Path) -> None:
    fields = "journal={Espaces}, volume=12, number=3, pages={45--60}"
    assert work_of(bib, f"@article{{a, title={{x}}, {fields}}}").container == "Espaces, 12 (3), p. 45-60"
    assert work_of(bib, "@article{a, title={x}, journal={Espaces}, pages=4}").container == "Espaces, p. 4"


def test_a_probable_date_is_not_taken_but_told(bib: Path) -> None:
    work, rejection = records(bib, "@misc{a, title={x}, year={2013 (probable)}}")
    assert isinstance(work, Publication)
    assert isinstance(rejection, Rejection)
    assert work.issued is None
    assert "“2013 (probable)” cannot be taken as a date" in rejection.reason


def test_words_in_the_place_of_the_date_are_the_status(bib: Path) -> None:
    assert work_of(bib, "@misc{a, title={x}, year={à paraître}}").status == "planned"


def test_translated_titles_and_places_where_it_was_found_are_kept(bib: Path) -> None:
    work = work_of(bib, r"@misc{a, title={x}, title_en={In English}, found={https://e.org/a\_b; https://e.org/c}}")
    assert [(title.value, title.language) for title in work.alternative_titles] == [("In English", "en")]
    assert work.found_at == ("https://e.org/a_b", "https://e.org/c")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(bib: Path, encoding: str) -> None:
    title = work_of(bib, "@misc{a, title={Écocentre}}".encode(encoding)).title
    assert title is not None
    assert title.value == "Écocentre"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@book{b, title = {Never closed,\n year = 2013", "Unexpected"),
        ("@misc{b title={x}}", "comma"),
        ("@misc{b, title={x}, title={y}}", "Duplicate field"),
        ("@misc{b, note={x}}", "neither title nor date"),
    ],
)
def test_a_broken_entry_is_set_aside_with_its_line_and_the_next_is_read(bib: Path, broken: str, reason: str) -> None:
    found = records(bib, f"@misc{{a, title={{one}}}}\n\n{broken}\n@misc{{c, title={{two}}}}\n")
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    assert rejection.place.locator == "line 3"
    assert reason in rejection.reason
    assert [item.key for item in found if isinstance(item, Publication)] == ["a", "c"]


def test_a_repeated_key_loses_no_entry(bib: Path) -> None:
    found = records(bib, "@misc{a, title={one}}\n@misc{a, title={two}}")
    assert [item.key for item in found if isinstance(item, Publication)] == ["a", "a-2"]


def test_an_entry_whose_key_is_another_s_is_read_as_the_first_is(bib: Path) -> None:
    entry = (
        """@article{k, title={{%s} # pour tous}, author={Roux, Jean and {\\'E}lie, Paul and {CEA}}, journal=revue}\n"""
    )
    one, other = records(bib, "@string{revue = {Revue}}\n" + entry % "C" + entry % "D")
    assert isinstance(one, Publication)
    assert isinstance(other, Publication)
    assert one.title
    assert other.title
    assert (one.title.value, other.title.value) == ("C # pour tous", "D # pour tous")
    assert one.actors == other.actors
    assert [(each.name, each.type) for each in one.actors] == [
        ("Jean Roux", ActorType.PERSON),
        ("Paul Élie", ActorType.PERSON),
        ("CEA", ActorType.ORGANISATION),
    ]
    assert (one.container, other.container) == ("Revue", "Revue")


@pytest.mark.parametrize(
    ("entry", "date", "container"),
    [
        ("@inproceedings{a, title={x}, crossref={Conf20}}", "2020-05", "Actes : les lieux"),
        ('@InCollection{a, title={x}, year=2019, crossref = "conf20", pages={1}}', "2019", "Actes : les lieux, p. 1"),
        ("@inproceedings{a, title={x}, booktitle={Colloque}, crossref={conf20}}", "2020-05", "Colloque"),
        ("@article{a, title={x}, crossref={conf20}}", "2020-05", "Actes : les lieux"),
        ("@book{a, title={x}, crossref={conf20}}", "2020-05", ""),
        ("@inproceedings{a, title={x}, crossref={conf21}}", "2021", "Jours"),
    ],
)
def test_date_and_book_are_had_from_the_entry_referred_to(bib: Path, entry: str, date: str, container: str) -> None:
    others = """@proceedings{conf20, title={Actes}, subtitle={les lieux}, year={2020}, month=may, publisher={PUG}}
    @proceedings{conf21, title={Actes}, booktitle={Jours}, date={2021}}"""
    work = next(each for each in records(bib, f"{entry}\n{others}") if isinstance(each, Publication))
    assert (work.issued.value if work.issued else "", work.container, work.actors) == (date, container, ())


def test_an_entry_referred_to_that_is_not_there_is_told(bib: Path) -> None:
    work, rejection = records(bib, "@inproceedings{a, title={x}, crossref={conf20}}")
    assert isinstance(work, Publication)
    assert isinstance(rejection, Rejection)
    assert "“conf20”, to which it refers, is not in the file" in rejection.reason


def test_the_isbns_of_one_book_are_all_taken_but_those_whose_check_digit_is_wrong(bib: Path) -> None:
    written = "978-2-07-036822-8 978-2-07-036823-5, 2-07-036002-4 978-2-07-036822-9"
    work, rejection = records(bib, f"@book{{a, title={{x}}, isbn={{{written}}}}}")
    assert isinstance(work, Publication)
    assert isinstance(rejection, Rejection)
    assert [each.value for each in work.identifiers] == ["9782070368228", "9782070368235", "9782070360024"]
    assert rejection.reason == "the check digit of “978-2-07-036822-9” is wrong"


def test_a_wrong_identifier_is_told_and_the_entry_kept(bib: Path) -> None:
    work, rejection = records(bib, "@misc{a, title={x}, doi={inconnu}}")
    assert isinstance(work, Publication)
    assert isinstance(rejection, Rejection)
    assert "has not the form of DOI identifiers" in rejection.reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("Bonjour.", "line 1: no BibTeX entry was found"),
        ("%PDF-1.4", "a PDF"),
        ("@" * 100_000, "no BibTeX entry was found"),
        ("@comment{x}", "no BibTeX entry was found"),
    ],
)
def test_a_file_without_an_entry_is_refused(bib: Path, content: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        records(bib, content)


@pytest.mark.parametrize(
    "content",
    [
        "@article{" * 5_000,
        "@a{b,\n" * 5_000,
        '@a{b, c="' + "{" * 100_000,
        "@a{b, title={x" + "{" * 50_000 + "}" * 50_000 + "}}",
        "@a{b, title={x}, author={" + "{" * 50_000 + "}" * 50_000 + "}}",
        "@a{b, title={" + "$" * 5_001 + "\\frac{}}}",
    ],
)
def test_hostile_nesting_neither_hangs_nor_breaks(bib: Path, content: str) -> None:
    assert records(bib, content)


def test_five_thousand_authors_are_read(bib: Path) -> None:
    assert len(people(bib, " and ".join(f"Anne B{number}" for number in range(5_000)))) == 5_000


def test_an_entry_of_no_particular_type_has_no_kind(bib: Path) -> None:
    assert work_of(bib, "@misc{a, title={x}}").kind == ""
    assert work_of(bib, "@misc{a, title={x}, type={rapport}}").kind == "rapport"


def test_a_long_file_is_read_in_stretches_and_every_entry_keeps_its_line_and_strings(bib: Path) -> None:
    entry = "@misc{{k{0}, title = {{Titre {0}}}, journal = revue, abstract = {{" + "mots " * 400 + "}}\n}}\n"
    found = records(bib, "@string{revue = {Revue}}\n" + "".join(entry.format(number) for number in range(1_300)))
    assert all(isinstance(each, Publication) and each.container == "Revue" for each in found)
    assert (found[-1].place.locator, len(found)) == (f"line {2 + 2 * 1_299}", 1_300)
