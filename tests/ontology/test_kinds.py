"""A source's own word finds its kind, however it is written."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ontology.folding import fold
from ontology.kinds import GROUPS, kind_class, kind_labels, kind_of, kind_words, kinds
from ontology.namespaces import BIBO, KIND


def named(word: str, group: str, language: str = "") -> str | None:
    iri = kind_of(word, group, language)
    return iri.removeprefix(KIND.iri) if iri else None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Table-Ronde", "table-ronde"),
        ("TABLES RONDES", "table-ronde"),
        ("table‑ronde", "table-ronde"),
        ("round table", "table-ronde"),
        ("Réunion", "reunion"),
        ("reunions", "reunion"),
        ("AG", "assemblee-generale"),
        ("Assemblée Générale", "assemblee-generale"),
        ("Conseil d’Administration", "conseil-d-administration"),
        ("restitutions", "restitution"),
        ("Journées d'étude", "journee-d-etude"),
        ("Journées techniques", "journee-d-etude"),
        ("Journée d'échanges", "journee-d-etude"),
        ("Journée de formation", "formation"),
        ("Webinar", "webinaire"),
        ("schema:ExhibitionEvent", "exposition"),
    ],
)
def test_an_event_is_of_the_kind_that_its_source_says(word: str, kind: str) -> None:
    assert named(word, "event") == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("inproceedings", "communication"),
        ("JOUR", "article"),
        ("ART", "article"),
        ("@article", None),
        ("journal-article", "article"),
        ("https://schema.org/ScholarlyArticle", "article"),
        ("info:eu-repo/semantics/doctoralThesis", "these"),
        ("Thèse ou mémoire / Thesis or Dissertation", "these"),
        ("Contribution à un congrès / Conference object", "communication"),
        ("dossier bilan", "dossier"),
        ("Pré-Diagnostic", "outil-de-diagnostic"),
        ("mémento", "memento"),
        ("misc", None),
    ],
)
def test_a_publication_is_of_the_kind_that_its_format_says(word: str, kind: str | None) -> None:
    assert named(word, "publication") == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [("CCI", "chambre-consulaire"), ("Banque", "banque"), ("Nonprofit", "association"), ("CEA", None), ("UGA", None)],
)
def test_an_organisation_is_of_the_kind_that_a_word_for_many_says(word: str, kind: str | None) -> None:
    assert named(word, "organisation") == kind


@pytest.mark.parametrize(
    ("word", "group", "language", "kind"),
    [
        ("Conference", "event", "en", "colloque"),
        ("Conferences", "event", "en-GB", "colloque"),
        ("Conférence", "event", "fr", "conference"),
        ("Conference", "event", "", "conference"),
        ("Talk", "event", "en", "conference"),
        ("Public company", "organisation", "en", "entreprise"),
        ("State-owned enterprise", "organisation", "en", "entreprise-publique"),
        ("Compagnie d’assurances", "organisation", "fr", "assureur"),
        ("Insurance company", "organisation", "en", "assureur"),
        ("Mutuelle", "organisation", "fr", "mutuelle"),
        ("Reminder", "publication", "en", None),
        ("Aide-mémoire", "publication", "fr", "memento"),
    ],
)
def test_a_false_friend_is_of_the_kind_that_it_names_in_its_language(
    word: str, group: str, language: str, kind: str | None
) -> None:
    assert named(word, group, language) == kind


@pytest.mark.parametrize("word", ["", " ", "/", "//", "https://", ":", "\x00", "é" * 1_000_000, "a/" * 1_000_000])
def test_a_word_that_is_none_has_no_kind(word: str) -> None:
    assert all(kind_of(word, group) is None for group in GROUPS)


def test_a_group_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="“person” is not one of event, publication, organisation"):
        kind_of("article", "person")


def test_every_kind_belongs_to_one_group_and_is_found_by_each_of_its_names() -> None:
    for iri, kind in kinds().items():
        groups = [group for group in GROUPS if KIND[f"{group}-kinds"].value in kind.schemes]
        assert len(groups) == 1, iri
        names = [*((label.text, label.language) for label in kind.labels), *((code, "") for code in kind.notations)]
        assert [name for name in names if kind_of(name[0], groups[0], name[1]) != iri] == []


@pytest.mark.parametrize("group", GROUPS)
def test_no_two_kinds_of_a_group_share_a_name_in_one_language(group: str) -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for iri, kind in kinds().items():
        if KIND[f"{group}-kinds"].value in kind.schemes:
            for label in kind.labels:
                owners[label.language, fold(label.text)].add(iri)
    assert [name for name, iris in owners.items() if len(iris) > 1] == []
    assert len(kind_words(group)) > 80


def test_every_kind_has_a_name_in_french_and_in_english() -> None:
    assert all(set(kind_labels(iri)) == {"fr", "en"} for iri in kinds())


def test_a_kind_names_the_known_class_that_says_the_same() -> None:
    assert kind_class(KIND["article"].value) == BIBO["Article"].value
    assert kind_class(KIND["dossier"].value) is None
    assert kind_class("https://example.org/nothing") is None


def test_what_is_no_kind_has_no_labels() -> None:
    assert kind_labels("https://example.org/nothing") == {}
