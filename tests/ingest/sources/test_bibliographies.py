"""Bibliographies become publications, with authors, affiliations, identifiers and dates, whatever format says them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import EDITOR, ActorType, Identifier, Publication, Record, Rejection, Relation
from ingest.sources import format_named, guess_format, source_files
from ontology.errors import DataError

Read = Callable[..., list[Record | Rejection]]

RIS = """TY  - JOUR
ID  - coste2014
AU  - Coste, Anne
AU  - Groupe Tiers-lieux
TI  - Tiers-lieux et territoire
T2  - Revue des lieux
VL  - 12
IS  - 3
SP  - 45
EP  - 60
DA  - 2014/05//printemps
AB  - Un résumé
sur deux lignes.
KW  - tiers-lieux
KW  - RSE; écoconception
DO  - 10.3917/lobs.036.0099
UR  - https://hal.science/hal-01234567v2
PB  - Éditions du Lac
LA  - fre
ER  -
"""
CSL: dict[str, object] = {
    "id": "x1",
    "type": "article-journal",
    "title": "La <i>RSE</i> &amp; ses lieux",
    "author": [
        {"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la"},
        {"literal": "Groupe La Poste"},
    ],
    "issued": {"date-parts": [["2013", 5]]},
    "container-title": "Revue",
    "keyword": "RSE; tiers-lieux",
    "language": "fr-FR",
    "DOI": "10.1000/A",
}
CROSSREF: dict[str, object] = {
    "reference-count": 3,
    "DOI": "10.1000/xyz",
    "title": ["Coworking spaces"],
    "subtitle": ["A study"],
    "container-title": ["Journal of Places"],
    "author": [
        {
            "given": "Ann",
            "family": "Lee",
            "ORCID": "http://orcid.org/0000-0001-5576-2828",
            "affiliation": [{"name": "UGA", "id": [{"id": "https://ror.org/02rx3b187", "id-type": "ROR"}]}],
        }
    ],
    "abstract": "<jats:p>It matters.</jats:p>",
    "published": {"date-parts": [[2020, 2, 30]]},
    "published-online": {"date-parts": [[2020, 2]]},
    "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
    "publisher": "Lake",
    "type": "journal-article",
    "subject": ["Geography"],
}
OPENALEX: dict[str, object] = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/abc",
    "title": "Third places",
    "language": "en",
    "type": "article",
    "publication_date": "2019-01-08",
    "abstract_inverted_index": {"places": [1, 3], "Third": [0], "are": [2]},
    "authorships": [
        {
            "author": {"display_name": "Denis Mongin", "orcid": "https://orcid.org/0000-0002-4801-8395"},
            "institutions": [{"display_name": "ILM", "ror": "https://ror.org/0323bey33"}],
        },
        {"author": {"display_name": "P. Maioli"}, "raw_affiliation_strings": ["LIG, Grenoble"]},
    ],
    "primary_location": {"license": "cc-by", "source": {"display_name": "Places", "host_organization_name": "IOP"}},
    "keywords": [{"display_name": "Coworking"}],
}
HAL: dict[str, object] = {
    "halId_s": "hal-00123456",
    "uri_s": "https://hal.science/hal-00123456",
    "docType_s": "THESE",
    "fr_title_s": ["Les tiers-lieux"],
    "en_title_s": ["Third places"],
    "fr_subTitle_s": ["une chance"],
    "language_s": ["fr"],
    "fr_abstract_s": ["Résumé."],
    "fr_keyword_s": ["RSE"],
    "publicationDate_s": "2015-03",
    "authFullNameFormIDPersonIDIDHal_fs": ["Anne Coste_FacetSep_1-2_FacetSep_anne-coste"],
    "authIdHasStructure_fs": ["1-2_FacetSep_Anne Coste_JoinSep_77_FacetSep_CRESSON"],
    "authQuality_s": ["aut"],
}
ITEMS = {"csl": CSL, "crossref": CROSSREF, "openalex": OPENALEX, "hal": HAL}
TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listBibl><biblFull>
<titleStmt><title xml:lang="fr">Les tiers-lieux</title><title type="sub" xml:lang="fr">une chance</title>
<author role="aut"><persName><forename>Anne</forename><surname>Coste</surname></persName>
<idno type="ORCID">https://orcid.org/0000-0002-4801-8395</idno><affiliation ref="#struct-77"/></author>
<editor role="depositor"><persName><surname>Robot</surname></persName></editor></titleStmt>
<publicationStmt><idno type="halId">hal-00123456</idno>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/"/></availability></publicationStmt>
<sourceDesc><biblStruct><monogr><title level="j">Revue</title><imprint><biblScope unit="volume">4</biblScope>
<date type="datePub">2015-03</date></imprint></monogr></biblStruct></sourceDesc>
<profileDesc><langUsage><language ident="fr"/></langUsage><textClass><keywords><term xml:lang="fr">RSE</term></keywords>
<classCode scheme="halTypology" n="ART"/></textClass><abstract xml:lang="fr"><p>Résumé.</p></abstract></profileDesc>
</biblFull></listBibl></body><back><listOrg><org xml:id="struct-77"><idno type="RNSR">201220195D</idno>
<orgName>CRESSON</orgName></org></listOrg></back></text></TEI>"""
SAMPLES: dict[str, str] = {
    "ris": RIS,
    "csl": json.dumps([CSL]),
    "crossref": json.dumps({"status": "ok", "message-type": "work-list", "message": {"items": [CROSSREF]}}),
    "openalex": json.dumps({"meta": {"count": 1}, "results": [OPENALEX]}),
    "hal": json.dumps({"response": {"numFound": 1, "numFoundExact": True, "docs": [HAL]}}),
    "hal-tei": TEI,
}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(format_name: str, content: str | bytes) -> list[Record | Rejection]:
        path = tmp_path / "records.dat"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (file,) = source_files(Source(path=path.name, format=format_name), tmp_path)
        return list(file.read())

    return written


def only(found: list[Record | Rejection]) -> Publication:
    (one,) = found
    assert isinstance(one, Publication)
    return one


def told(read: Read, name: str, content: str | bytes) -> str:
    """What is said of a file that cannot be read, or whose structure is broken."""
    try:
        found = read(name, content)
    except DataError as error:
        return str(error)
    return next((str(each.place) for each in found if isinstance(each, Rejection)), "")


def dated(publication: Publication) -> str:
    return publication.issued.value if publication.issued else ""


def affiliations(publication: Publication) -> dict[str, str]:
    return {each.name: each.member for each in publication.actors if each.relation is Relation.MEMBER_OF}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_content_tells_the_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / "download"
    path.write_text(SAMPLES[name], encoding="utf-8")
    assert guess_format(path) == name


def test_ris_gives_all_that_it_says(read: Read) -> None:
    one = only(read("ris", RIS))
    assert one.title
    assert one.abstract
    assert (one.key, one.kind, dated(one), one.language) == ("coste2014", "JOUR", "2014-05", "fr")
    assert (one.title.value, one.abstract.value) == ("Tiers-lieux et territoire", "Un résumé sur deux lignes.")
    assert one.container == "Revue des lieux, 12 (3), p. 45-60"
    assert [each.name for each in one.actors] == ["Anne Coste", "Groupe Tiers-lieux", "Éditions du Lac"]
    assert [each.value for each in one.keywords] == ["tiers-lieux", "RSE", "écoconception"]
    assert one.identifiers == (Identifier("doi", "10.3917/lobs.036.0099"), Identifier("hal", "hal-01234567"))


def test_csl_keeps_particles_and_collective_authors_and_drops_markup(read: Read) -> None:
    one = only(read("csl", json.dumps([CSL])))
    assert one.title
    assert one.title.value == "La RSE & ses lieux"
    assert [each.name for each in one.actors] == ["Jean de la Fontaine", "Groupe La Poste"]
    assert (dated(one), one.language, one.identifiers) == ("2013-05", "fr", (Identifier("doi", "10.1000/a"),))


def test_csl_with_a_family_name_alone_or_plain_words_tells_persons_and_a_date(read: Read) -> None:
    authors: list[object] = [{"family": "Coste"}, {"family": "CNRS"}, "Jean Martin", 3]
    one = only(read("csl", json.dumps([CSL | {"author": authors, "editor": "Roux, Zoé", "issued": "2018-04"}])))
    assert [(each.name, each.type) for each in one.actors] == [
        ("Coste", ActorType.PERSON),
        ("CNRS", None),
        ("Jean Martin", ActorType.PERSON),
        ("Roux, Zoé", ActorType.PERSON),
    ]
    assert dated(one) == "2018-04"
    assert dated(only(read("csl", json.dumps([CSL | {"issued": 2018}])))) == "2018"


def test_crossref_gives_licence_affiliation_and_the_first_possible_date(read: Read) -> None:
    one, rejection = read("crossref", json.dumps({"message": CROSSREF}))
    assert isinstance(one, Publication)
    assert one.title
    assert one.abstract
    assert (one.title.value, one.abstract.value) == ("Coworking spaces : A study", "It matters.")
    assert (dated(one), one.licence) == ("2020-02", "https://creativecommons.org/licenses/by/4.0/")
    assert [each.identifiers for each in one.actors[:2]] == [
        (Identifier("orcid", "0000-0001-5576-2828"),),
        (Identifier("ror", "02rx3b187"),),
    ]
    assert affiliations(one) == {"UGA": "Ann Lee"}
    assert isinstance(rejection, Rejection)
    assert "2020-02-30" in rejection.reason


def test_openalex_puts_the_abstract_back_in_order(read: Read) -> None:
    one = only(read("openalex", json.dumps(OPENALEX)))
    assert one.abstract
    assert one.abstract.value == "Third places are places"
    assert affiliations(one) == {"ILM": "Denis Mongin", "LIG, Grenoble": "P. Maioli"}
    assert one.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_hal_gives_titles_by_language_and_the_structures_of_each_author(read: Read) -> None:
    one = only(read("hal", SAMPLES["hal"]))
    assert one.title
    assert (one.title.value, one.alternative_titles[0].language) == ("Les tiers-lieux : une chance", "en")
    assert (dated(one), one.kind) == ("2015-03", "THESE")
    assert affiliations(one) == {"CRESSON": "Anne Coste"}
    assert Identifier("idhal", "anne-coste") in one.actors[0].identifiers


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({"title_s": ["Les lieux"], "subTitle_s": ["une chance"]}, ["Les lieux : une chance"]),
        ({"title_s": ["Les lieux", "Places"], "subTitle_s": ["une chance", "luck"]},
         ["Les lieux : une chance", "Places : luck"]),
        ({"title_s": ["Les lieux", "Places"], "subTitle_s": ["une chance"]}, ["Les lieux : une chance", "Places"]),
        ({"title_s": ["Les lieux : une chance"], "subTitle_s": ["Une chance"]}, ["Les lieux : une chance"]),
        ({"en_title_s": ["Places"], "fr_title_s": ["Les lieux"], "subTitle_s": ["une chance"]},
         ["Les lieux : une chance", "Places"]),
        ({"en_title_s": ["Places"], "subTitle_s": ["luck"]}, ["Places : luck"]),
        ({"fr_title_s": ["Les lieux"], "fr_subTitle_s": ["une chance"], "subTitle_s": ["luck"]},
         ["Les lieux : une chance"]),
    ],
)  # fmt: skip
def test_the_subtitles_of_hal_are_part_of_the_titles(
    read: Read, fields: dict[str, list[str]], titles: list[str]
) -> None:
    bare = {name: value for name, value in HAL.items() if "itle_s" not in name}
    one = only(read("hal", json.dumps(bare | fields)))
    assert one.title
    assert [each.value for each in (one.title, *one.alternative_titles)] == titles


def test_an_answer_of_hal_tells_authors_from_editors_where_it_gives_names_alone(read: Read) -> None:
    said = {"authFullName_s": ["Anne Coste", "Paul Martin"], "authQuality_s": ["aut", "edt"]}
    editors = {"scientificEditor_s": ["Jean Roux", "Paul Martin"]}
    one = only(read("hal", json.dumps({"halId_s": "hal-00123456", "title_s": ["T"], **said, **editors})))
    assert [(each.name, each.relation, each.field) for each in one.actors] == [
        ("Anne Coste", Relation.CREATOR, "author"),
        ("Paul Martin", Relation.CONTRIBUTOR, "editor"),
        ("Jean Roux", Relation.CONTRIBUTOR, "editor"),
    ]


def test_an_answer_of_hal_with_labels_alone_says_which_fields_to_ask_for(read: Read) -> None:
    (aside,) = read(
        "hal", json.dumps({"docid": "2", "label_s": "Anne Coste. Les lieux. 2014", "uri_s": "https://e.org"})
    )
    assert isinstance(aside, Rejection)
    assert "the record has its label, and neither title nor date" in aside.reason
    assert "fl=halId_s,uri_s,docType_s,title_s," in aside.remedy


def test_the_tei_inside_an_answer_of_hal_tells_more_of_its_authors(read: Read) -> None:
    one = only(read("hal", json.dumps(HAL | {"label_xml": TEI.partition("?>")[2]})))
    assert one.actors[0].identifiers == (Identifier("orcid", "0000-0002-4801-8395"),)


def test_hal_tei_gives_identifiers_of_structures_and_leaves_the_depositor_out(read: Read) -> None:
    one = only(read("hal-tei", TEI))
    assert one.title
    assert one.title.value == "Les tiers-lieux : une chance"
    assert [each.name for each in one.actors] == ["Anne Coste", "CRESSON"]
    assert one.actors[1].identifiers == (Identifier("rnsr", "201220195D"), Identifier("halstructure", "77"))
    assert (one.container, dated(one), one.kind) == ("Revue, 4", "2015-03", "ART")
    assert one.licence == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("ris", "UR  - ", "SN  - 978-2-07-036822-8 978-2-07-036822-9\nUR  - "),
        ("csl", '"DOI"', '"ISBN": "978-2-07-036822-8 978-2-07-036822-9", "DOI"'),
        ("crossref", "0000-0001-5576-2828", "0000-0001-5576-2829"),
        ("openalex", "0000-0002-4801-8395", "0000-0002-4801-8396"),
        ("hal-tei", "0000-0002-4801-8395", "0000-0002-4801-8396"),
        ("hal-tei", '<idno type="RNSR">201220195D', '<idno type="ISNI">0000000123423718</idno><idno type="RNSR">2'),
    ],
)
def test_an_identifier_whose_check_digit_is_wrong_identifies_nobody(
    read: Read, name: str, right: str, wrong: str
) -> None:
    found = read(name, SAMPLES[name].replace(right, wrong))
    (one,) = [each for each in found if isinstance(each, Publication)]
    reasons = [each.reason for each in found if isinstance(each, Rejection) and "check digit" in each.reason]
    assert len(reasons) == 1
    assert not any(each.value in wrong for actor in one.actors for each in actor.identifiers)
    assert [each.value for each in one.identifiers if each.scheme == "isbn"] == ["9782070368228"] * ("2-07" in wrong)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\x00\x01\x02", b"%PDF-1.7", b"PK\x03\x04"])
def test_a_file_without_an_entry_says_so_by_name(read: Read, name: str, content: bytes) -> None:
    assert "records.dat" in told(read, name, content)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_short_loses_no_word_in_silence(read: Read, name: str) -> None:
    assert told(read, name, SAMPLES[name][: len(SAMPLES[name]) * 2 // 3])


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize(
    "line",
    [
        b'{"id": NaN, "title": "x"}',
        b'{"title": ' + b"[" * 50_000,
        b'{"title": "\xff"}',
        b'{"other": 1}',
        b'{"title": ' + b"9" * 5_000 + b"}",
        b"[]",
        b"null",
    ],
)
def test_a_hostile_line_is_kept_aside_and_the_rest_is_read(read: Read, name: str, line: bytes) -> None:
    found = read(name, json.dumps(ITEMS[name]).encode() + b"\n" + line + b"\n")
    assert isinstance(found[0], Publication)
    assert isinstance(found[-1], Rejection)
    assert found[-1].place.locator == "line 2"


@pytest.mark.parametrize("name", ITEMS)
def test_values_of_any_type_harm_no_other_value(read: Read, name: str) -> None:
    good = ITEMS[name]
    for member in good:
        odd: tuple[object, ...] = (3, None, [], {}, [[]], [{"a": []}], "x", 1e300, [None, 3, {}], {"date-parts": [[]]})
        for value in odd:
            for each in read(name, json.dumps(good | {member: value})):
                assert isinstance(each, Publication | Rejection)


def test_scripts_in_titles_are_not_words(read: Read) -> None:
    one = only(read("csl", json.dumps([CSL | {"title": "RSE<script>alert(1)</script> & p < 0.05"}])))
    assert one.title
    assert one.title.value == "RSE & p < 0.05"


def test_entries_of_one_identifier_keep_keys_of_their_own(read: Read) -> None:
    keys = [each.key for each in read("csl", json.dumps([CSL, CSL])) if isinstance(each, Publication)]
    assert keys == ["x1", "x1-2"]


def test_entities_in_tei_are_not_expanded_and_no_file_is_read(read: Read, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("caché")
    entity = f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><TEI'
    one = only(read("hal-tei", TEI.replace("<TEI", entity, 1).replace("Résumé.", "&s;fin")))
    assert one.abstract
    assert one.abstract.value == "&s;fin"
    bomb = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True))
    tei = TEI.replace("<TEI", f'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">{bomb}]><TEI', 1).replace("Résumé.", "&i;fin")
    assert told(read, "hal-tei", tei)


@pytest.mark.parametrize(
    "written", ["[2011]", "cop. 2011", "DL 2011", "impr. 2011", "©2011", "2011?", "[2011?]", "c2011."]
)
def test_the_year_of_a_library_is_read_with_its_marks(read: Read, written: str) -> None:
    one = only(read("ris", f"TY  - BOOK\nTI  - T\nPY  - {written}\nER  - \n"))
    assert one.issued
    assert one.issued.value == "2011"


@pytest.mark.parametrize(
    ("parts", "date"), [([2014, 0, 0], "2014"), ([2014, 5, 0], "2014-05"), (["2014", "00"], "2014")]
)
def test_a_zero_in_csl_is_no_month_and_no_day(read: Read, parts: list[object], date: str) -> None:
    one = only(read("csl", json.dumps([CSL | {"issued": {"date-parts": [parts]}}])))
    assert one.issued
    assert one.issued.value == date


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Dupont, Jean; Martin, Paul", ["Jean Dupont", "Paul Martin"]),
        ("Dupont, J., Martin, P.", ["J. Dupont", "P. Martin"]),
        ("Garcia Lopez, Maria Jose", ["Maria Jose Garcia Lopez"]),
        ("King, Martin Luther, Jr.", ["Martin Luther King Jr."]),
        ("Dupont, Jean, 1950-", ["Jean Dupont"]),
        ("Anne Coste et Paul Martin", ["Anne Coste", "Paul Martin"]),
        ("CNRS ; Ville de Vif", ["CNRS", "Ville de Vif"]),
        ("Coste, Martin, Roux", []),
    ],
)
def test_a_list_of_names_in_one_line_of_ris_is_parted_where_that_is_sure(
    read: Read, written: str, names: list[str]
) -> None:
    one, *aside = read("ris", f"TY  - NEWS\nAU  - {written}\nTI  - T\nER  - \n")
    assert [each.name for each in one.actors] == names  # type: ignore[union-attr]
    doubtful = [] if names else [f"“{written}” may be one name or several"]
    assert [each.reason for each in aside if isinstance(each, Rejection)] == doubtful


@pytest.mark.parametrize(
    ("tag", "said", "editors"),
    [
        ("AU", "sous la direction de Anne Petit", ["Anne Petit"]),
        ("AU", "Sous la direction d'Anne Petit et Paul Durand", ["Anne Petit", "Paul Durand"]),
        ("AU", "Anne Petit et Paul Durand (dir.)", ["Anne Petit", "Paul Durand"]),
        ("A2", "Petit, Anne (dir.)", ["Anne Petit"]),
    ],
)
def test_those_who_direct_a_work_of_ris_are_its_editors(read: Read, tag: str, said: str, editors: list[str]) -> None:
    one = only(read("ris", f"TY  - BOOK\nTI  - Bilan\n{tag}  - {said}\nER  - \n"))
    assert [(actor.name, actor.field, actor.relation) for actor in one.actors] == [
        (name, EDITOR, Relation.CONTRIBUTOR) for name in editors
    ]


def test_ris_in_latin_1_and_utf_16_is_read(read: Read) -> None:
    for encoding in ("cp1252", "utf-16"):
        one = only(read("ris", RIS.encode(encoding)))
        assert one.abstract
        assert one.abstract.value.startswith("Un résumé")


def test_ris_that_is_never_ended_or_begun_is_told(read: Read) -> None:
    found = read("ris", "AU  - Personne\n" + RIS + RIS.replace("ER  -\n", "") + RIS)
    reasons = [each.reason for each in found if isinstance(each, Rejection)]
    assert len(found) == 4
    assert reasons == ["the entry is never ended", "the line belongs to no entry"]


def test_the_real_records_of_hal_are_read(shared_data: Path) -> None:
    folder = shared_data / "publications"
    for name, pattern, count in (
        ("hal", "api-fixtures/tests/data/hal_api/*.json", 36),
        ("openalex", "api-fixtures/tests/data/open_alex_api/*.json", 5),
        ("hal-tei", "hal-tei/**/hal/**/*.xml", 13),
    ):
        files = source_files(Source(path=pattern), folder)
        assert {file.format for file in files} == {name}
        found = [each for file in files for each in file.read() if isinstance(each, Publication)]
        assert len(found) == count
        assert all(each.title for each in found)


def test_every_bibliography_is_registered() -> None:
    assert [format_named(name).name for name in SAMPLES] == list(SAMPLES)
