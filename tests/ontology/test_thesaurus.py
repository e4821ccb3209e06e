"""Any SKOS vocabulary becomes concepts with labels, hierarchy and matches; what is wrong with one is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from ontology.concept import Concept, Label, LabelKind
from ontology.errors import DataError
from ontology.thesaurus import Thesaurus, builtin

PREFIXES = """@prefix : <http://e.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
"""
SMALL = """
:rse a skos:Concept ; skos:prefLabel "responsabilité sociale"@fr, "social responsibility"@en ;
  skos:altLabel "RSE"@fr ; skos:hiddenLabel "R.S.E."@FR ; skos:notation "M14" ; skos:inScheme :scheme ;
  skos:definition "Ce dont on répond."@fr ; skos:exactMatch <http://other.org/1> ; skos:related :gouvernance .
:achats a skos:Concept ; skos:prefLabel "achats responsables"@fr ; skos:broader :rse .
:gouvernance a skos:Concept ; skos:prefLabel "gouvernance"@fr ; skos:narrower :conseil .
:conseil a skos:Concept ; skos:prefLabel "conseil"@fr .
"""
Read = Callable[..., Thesaurus]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(*contents: str) -> Thesaurus:
        paths = [tmp_path / f"{number}.ttl" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_text(PREFIXES + content, encoding="utf-8")
        return Thesaurus.from_files(paths)

    return write_and_read


def preferred(**texts: str) -> Concept:
    labels = (Label(text, tag.replace("_", "-").lower(), LabelKind.PREF) for tag, text in texts.items())
    return Concept("http://e.org/scheme#rse", tuple(sorted(labels)))


class TestReading:
    """What a file says is what the concepts hold."""

    def test_a_concept_has_all_that_the_file_says_of_it(self, read: Read) -> None:
        concept = read(SMALL)["http://e.org/rse"]
        assert Label("R.S.E.", "fr", LabelKind.HIDDEN) in concept.labels
        assert concept.notations == ("M14",)
        assert concept.schemes == ("http://e.org/scheme",)
        assert concept.definition("fr") == "Ce dont on répond."
        assert concept.matches == (("exactMatch", "http://other.org/1"),)

    def test_a_relation_stated_in_one_direction_is_known_in_both(self, read: Read) -> None:
        concepts = read(SMALL)
        assert concepts["http://e.org/rse"].narrower == ("http://e.org/achats",)
        assert concepts["http://e.org/conseil"].broader == ("http://e.org/gouvernance",)
        assert concepts["http://e.org/gouvernance"].related == ("http://e.org/rse",)

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("a.ttl", "turtle"),
            ("a.nt", "nt"),
            ("a.rdf", "xml"),
            ("a.xml", "pretty-xml"),
            ("a.jsonld", "json-ld"),
            ("a.n3", "n3"),
        ],
    )
    def test_every_syntax_gives_the_same_concepts(self, read: Read, tmp_path: Path, name: str, form: str) -> None:
        rdflib.Graph().parse(data=PREFIXES + SMALL, format="turtle").serialize(
            tmp_path / name, format=form, encoding="utf-8"
        )
        assert Thesaurus.from_files([tmp_path / name]) == read(SMALL)

    def test_labels_that_are_things_of_their_own_are_labels(self, read: Read) -> None:
        preferred = ':a a skos:Concept ; xl:prefLabel [ xl:literalForm "mobilité"@fr ] .'
        concepts = read(preferred + ':a xl:altLabel :l . :l xl:literalForm "déplacement"@fr .')
        assert [label.text for label in concepts["http://e.org/a"].labels] == ["déplacement", "mobilité"]

    @pytest.mark.parametrize(
        ("stated", "names"),
        [
            ('rdfs:label "eau"@fr, "water"@en', {"eau": "prefLabel", "water": "prefLabel"}),
            ('rdfs:label "eau"@fr ; skos:altLabel "H2O"', {"eau": "prefLabel", "H2O": "altLabel"}),
            ('rdfs:label "eau"@fr ; skos:prefLabel "water"@en', {"water": "prefLabel"}),
            ('rdfs:label "eau"@fr ; xl:prefLabel [ xl:literalForm "water"@en ]', {"water": "prefLabel"}),
        ],
    )
    def test_a_plain_label_is_the_preferred_one_where_there_is_no_other(
        self, read: Read, stated: str, names: dict[str, str]
    ) -> None:
        (concept,) = read(f":a a skos:Concept ; {stated} .").values()
        assert {label.text: label.kind.value for label in concept.labels} == names

    def test_a_plain_label_makes_no_concept(self, read: Read) -> None:
        content = ':a a skos:Concept ; skos:broader :b . :b rdfs:label "b" . :c rdfs:label "c" .'
        assert list(read(content)) == ["http://e.org/a"]

    def test_generic_hierarchy_counts_as_hierarchy(self, read: Read) -> None:
        concepts = read(":a a skos:Concept ; skos:broaderGeneric :b . :b a skos:Concept .")
        assert concepts["http://e.org/a"].broader == ("http://e.org/b",)

    def test_a_labelled_top_concept_is_a_concept_of_its_scheme_without_being_declared_one(self, read: Read) -> None:
        thesaurus = read(':s skos:hasTopConcept :eau, :unlabelled . :eau skos:prefLabel "eau"@fr .')
        assert [(iri, one.schemes) for iri, one in thesaurus.items()] == [("http://e.org/eau", ("http://e.org/s",))]

    def test_a_labelled_end_of_a_skos_relation_is_a_concept_without_being_declared_one(self, read: Read) -> None:
        assert list(read(':a skos:prefLabel "a" ; skos:broader :b . :b skos:prefLabel "b" .')) == [
            "http://e.org/a",
            "http://e.org/b",
        ]

    def test_a_collection_is_no_concept(self, read: Read) -> None:
        content = ':a a skos:Concept . :c a skos:Collection ; skos:prefLabel "c" ; skos:inScheme :s ; skos:member :a .'
        assert list(read(content)) == ["http://e.org/a"]

    def test_concepts_without_an_iri_are_told_of(self, tmp_path: Path) -> None:
        path = tmp_path / "blank.ttl"
        path.write_text(
            f'{PREFIXES}[] a skos:Concept . :b a skos:Concept . [ a skos:Concept ] skos:note "x" .', "utf-8"
        )
        told: list[str] = []
        assert list(Thesaurus.from_files([path], tell=told.append)) == ["http://e.org/b"]
        remedy = "Give each skos:Concept an IRI to link to."
        assert told == [f"{path}: concepts without an IRI are left out, 2 in all. {remedy}"]

    def test_a_concept_without_an_iri_is_passed_over(self, read: Read) -> None:
        assert list(read(':a a skos:Concept ; skos:broader [ a skos:Concept ; skos:prefLabel "sans nom"@fr ] .')) == [
            "http://e.org/a"
        ]

    def test_blanks_in_a_label_are_single_and_an_empty_one_is_none(self, read: Read) -> None:
        concept = read(':a a skos:Concept ; skos:prefLabel "  éco\\n conception "@fr ; skos:altLabel " "@fr .')[
            "http://e.org/a"
        ]
        assert [label.text for label in concept.labels] == ["éco conception"]

    def test_a_notation_comes_before_another_identifier(self, read: Read) -> None:
        concept = read(':a a skos:Concept ; dcterms:identifier "0001" ; skos:notation "Q56", "Q01" .')["http://e.org/a"]
        assert concept.notations == ("Q01", "Q56", "0001")

    def test_a_scope_note_stands_in_for_a_definition(self, read: Read) -> None:
        assert (
            read(':a a skos:Concept ; skos:scopeNote "Quand on en use."@fr .')["http://e.org/a"].definition()
            == "Quand on en use."
        )

    def test_concepts_come_in_the_order_of_their_iris(self, read: Read) -> None:
        assert list(read(SMALL)) == sorted(read(SMALL))


class TestMerging:
    """Several files that speak of the same concepts are one vocabulary."""

    def test_two_language_files_make_one_concept(self, read: Read) -> None:
        concepts = read(
            ':a a skos:Concept ; skos:prefLabel "eau"@fr .', ':a a skos:Concept ; skos:prefLabel "water"@en .'
        )
        assert (concepts["http://e.org/a"].label("fr"), concepts["http://e.org/a"].label("en")) == ("eau", "water")

    def test_a_file_of_labels_alone_adds_them_to_the_concepts_of_another(self, read: Read) -> None:
        concepts = read(":a a skos:Concept .", ':a skos:prefLabel "eau"@fr . :b skos:prefLabel "air"@fr .')
        assert concepts["http://e.org/a"].label() == "eau"
        assert list(concepts) == ["http://e.org/a"]

    def test_the_order_of_the_files_makes_no_difference(self, read: Read) -> None:
        other = ':rse skos:altLabel "CSR"@en ; skos:broader :tout . :tout a skos:Concept .'
        assert read(SMALL, other) == read(other, SMALL)

    def test_a_file_that_says_nothing_of_concepts_is_named(self, read: Read) -> None:
        with pytest.raises(DataError, match=r"1\.ttl: no skos:Concept was found\. Give a SKOS file\."):
            read(SMALL, ':a dcterms:title "rien"@fr .')

    def test_an_empty_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "empty.rdf").touch()
        with pytest.raises(DataError, match=r"empty\.rdf: no skos:Concept was found"):
            Thesaurus.from_files([tmp_path / "empty.rdf"])

    def test_a_broken_file_among_good_ones_is_named_with_the_line(self, read: Read) -> None:
        with pytest.raises(DataError, match=r"1\.ttl, line 8, column"):
            read(SMALL, "\n:a a skos:Concept ; ;; <")


class TestReplaced:
    """What a vocabulary no longer uses is no concept; the one that replaces it, if there is but one, has its names."""

    OLD = ':old a skos:Concept ; skos:prefLabel "ancien"@fr ; skos:hiddenLabel "vieux"@fr . '
    NEW = ':new a skos:Concept ; skos:prefLabel "nouveau"@fr . '

    @pytest.mark.parametrize(
        ("stated", "concepts", "names"),
        [
            (":old owl:deprecated true .", "new", "nouveau"),
            (':old owl:deprecated "1" .', "new", "nouveau"),
            (":old owl:deprecated false .", "new old", "nouveau"),
            (":old owl:deprecated true ; dcterms:isReplacedBy :new .", "new", "ancien nouveau vieux"),
            (":old dcterms:isReplacedBy :new .", "new", "ancien nouveau vieux"),
            (":old dcterms:isReplacedBy :b . :b dcterms:isReplacedBy :new .", "new", "ancien nouveau vieux"),
            (":old dcterms:isReplacedBy :new, :b . :b dcterms:isReplacedBy :new .", "new", "ancien nouveau vieux"),
            (":old dcterms:isReplacedBy :new, :b . :b dcterms:isReplacedBy :old .", "new", "ancien nouveau vieux"),
            (":old dcterms:isReplacedBy :new, :elsewhere .", "new", "nouveau"),
            (":old dcterms:isReplacedBy :elsewhere .", "new", "nouveau"),
            (":old dcterms:isReplacedBy :b . :b owl:deprecated true .", "new", "nouveau"),
            (":old dcterms:isReplacedBy :old .", "new old", "nouveau"),
            (':old dcterms:isReplacedBy "nouveau" .', "new old", "nouveau"),
        ],
    )
    def test_by_one_concept_alone_or_by_none(self, read: Read, stated: str, concepts: str, names: str) -> None:
        found = read(self.OLD + self.NEW + stated)
        assert [iri.rpartition("/")[2] for iri in found] == concepts.split()
        assert [label.text for label in found["http://e.org/new"].labels] == names.split()

    def test_a_circle_leaves_no_concept(self, read: Read) -> None:
        assert not read(self.OLD + self.NEW + ":old dcterms:isReplacedBy :new . :new dcterms:isReplacedBy :old .")

    def test_a_name_that_both_have_is_the_new_ones_and_a_preferred_one_is_an_alternative(self, read: Read) -> None:
        found = read(self.OLD + self.NEW + ':old skos:altLabel "nouveau"@fr ; dcterms:isReplacedBy :new .')
        assert [(label.text, label.kind.value) for label in found["http://e.org/new"].labels] == [
            ("ancien", "altLabel"),
            ("nouveau", "prefLabel"),
            ("vieux", "hiddenLabel"),
        ]

    def test_a_chain_of_a_thousand_is_no_difficulty(self, read: Read) -> None:
        chain = "".join(f":c{number} dcterms:isReplacedBy :c{number + 1} . " for number in range(1000))
        concepts = "".join(f':c{number} a skos:Concept ; skos:prefLabel "{number}" . ' for number in range(1001))
        found = read(chain + concepts)
        assert len(found) == 1
        assert len(found["http://e.org/c1000"].labels) == 1001


class TestLanguages:
    """A label is found in the language asked for, or in the next best."""

    @pytest.mark.parametrize(
        ("asked", "found"), [("fr", "eau"), ("en", "water"), ("EN", "water"), ("de", "eau"), ("fr-CA", "eau")]
    )
    def test_the_language_asked_for_then_french(self, asked: str, found: str) -> None:
        assert preferred(fr="eau", en="water").label(asked) == found

    def test_a_region_of_the_language_serves_where_the_language_has_no_label(self) -> None:
        assert preferred(en_GB="behaviour", es="conducta").label("en") == "behaviour"

    def test_the_language_itself_goes_before_its_regions(self) -> None:
        assert preferred(en="behavior", en_GB="behaviour").label("en") == "behavior"
        assert preferred(en="behavior", en_GB="behaviour").label("en-GB") == "behaviour"

    def test_english_where_there_is_no_french_then_any_and_what_is_in_no_language_before_them(self) -> None:
        assert preferred(en="water", ru="вода").label("de") == "water"
        assert (
            Concept("http://e.org/1", (Label("H2O", "", LabelKind.PREF), Label("eau", "fr", LabelKind.PREF))).label(
                "de"
            )
            == "H2O"
        )
        assert preferred(ru="вода").label("de") == "вода"

    @pytest.mark.parametrize(
        "iri", ["http://e.org/s#rse", "http://e.org/rse", "http://e.org/rse/", "http://e.org/rse#"]
    )
    def test_the_end_of_the_iri_where_there_is_no_preferred_label(self, iri: str) -> None:
        assert Concept(iri, (Label("autre", "fr", LabelKind.ALT),)).label() == "rse"

    def test_a_definition_falls_back_as_a_label_does(self) -> None:
        concept = Concept("http://e.org/1", definitions=(("en", "Water."), ("fr", "Eau.")))
        assert (concept.definition("en"), concept.definition("de")) == ("Water.", "Eau.")
        assert Concept("http://e.org/1").definition() == ""


def test_the_scheme_that_comes_with_the_project_is_read() -> None:
    assert builtin()["https://w3id.org/maillage/concept/tiers-lieu-d-activites"].label() == "tiers-lieu d'activités"


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["eurovoc-fr-en.ttl"], 7_317),
        (["gemet-fr.rdf", "gemet-en.rdf"], 5_614),
        (["unesco.ttl"], 4_414),
        (["jel.rdf"], 997),
    ],
)
def test_published_thesauri_are_read_whole(shared_data: Path, names: list[str], count: int) -> None:
    thesaurus = Thesaurus.from_files([shared_data / "thesauri" / name for name in names])
    assert len(thesaurus) == count
    assert all(concept.labels for concept in thesaurus.values())
