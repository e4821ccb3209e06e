"""What a record's keywords name is what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Workspace
from ingest.build import build
from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:lieu a skos:Concept ; skos:prefLabel "tiers-lieu"@fr .
:rse a skos:Concept ; skos:prefLabel "responsabilité sociale des entreprises"@fr ; skos:altLabel "RSE"@fr .
:avocat-fruit a skos:Concept ; skos:prefLabel "avocat (fruit)"@fr .
:avocat-metier a skos:Concept ; skos:prefLabel "avocat (métier)"@fr .
:recyclage a skos:Concept ; skos:prefLabel "recyclage"@fr .
:eau a skos:Concept ; skos:prefLabel "eau"@fr .
"""
TITLE = "Deuxième rencontre des partenaires"


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    path.write_text(SCHEME, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


@pytest.mark.parametrize(
    ("keywords", "concept", "sure"),
    [
        ("tiers-lieu", "lieu", 0.98),
        ("partenaires; tiers-lieux", "lieu", 0.95),
        ("TIERS-LIEUX, partenaires", "lieu", 0.95),
        ("partenaires\n RSE |rencontre", "rse", 0.95),
        ("gestion de l'eau ;eau ", "eau", 0.98),
    ],
)
def test_what_a_whole_keyword_names_is_as_sure_as_its_words(
    linker: ConceptLinker, keywords: str, concept: str, sure: float
) -> None:
    subjects = linker.link([Passage("title", TITLE), Passage("keywords", keywords)], "fr")
    assert [(one.concept, one.confidence) for one in subjects] == [(f"http://e.org/{concept}", sure)]
    assert any(mention.field == "keywords" for mention in subjects[0].mentions)


@pytest.mark.parametrize(
    ("field", "text", "concepts"),
    [
        ("keywords", "Tiers\nLieu", set()),
        ("keywords", "Responsabilité\nsociale des entreprises", set()),
        ("keywords", "RSE\nTiers-lieu\neau", {"rse", "lieu", "eau"}),
        ("keywords", "RSE\nrencontre, gestion des tiers\n      lieux", {"rse", "lieu"}),
        ("text", "Voici les tiers\nlieux", {"lieu"}),
    ],
)
def test_no_label_reaches_from_a_keyword_into_the_next(
    linker: ConceptLinker, field: str, text: str, concepts: set[str]
) -> None:
    subjects = linker.link([Passage(field, text)], "fr")
    assert {one.concept.removeprefix("http://e.org/") for one in subjects} == concepts


@pytest.mark.parametrize(
    "passage",
    [
        Passage("keywords", "gestion de l'eau"),
        Passage("keywords", "eau potable"),
        Passage("keywords", "avocat"),
        Passage("description", "eau; gestion"),
    ],
)
def test_the_ranking_decides_where_no_whole_keyword_names_one_concept(linker: ConceptLinker, passage: Passage) -> None:
    [subject] = linker.link([Passage("title", TITLE), passage], "fr")
    assert subject.confidence < subject.mentions[0].confidence


def test_what_keywords_name_comes_first(linker: ConceptLinker) -> None:
    passages = [Passage("title", "Le recyclage"), Passage("text", "Le recyclage, encore."), Passage("keywords", "eau")]
    assert [one.concept.rpartition("/")[2] for one in linker.link(passages, "fr")] == ["eau", "recyclage"]


PAGE = """<html lang="fr"><head><title>Rencontre</title><script type="application/ld+json">{0}</script></head>
<body><main><h1>Rencontre</h1><p>Nous avons parlé de tout et de rien, longuement.</p></main></body></html>"""
EVENT = (
    '{"@context": "https://schema.org", "@type": "Event", "name": "Forum", "startDate": "2024-05-13", "keywords": "%s"}'
)
ARTICLE = '{"@context": "https://schema.org", "@type": "WebPage", "name": "Rencontre", "keywords": "%s"}'
SOURCES = {
    "table.csv": "Titre;Date;Lieu;Mots-clés\nForum;2024-05-13;Lyon;échanges, tiers-lieux\n",
    "page.md": "---\ntitle: Rencontre\ntags: [échanges, tiers-lieux]\n---\nNous avons parlé de tout et de rien.\n",
    "event.html": PAGE.replace("{0}", EVENT % "échanges, tiers-lieux"),
    "article.html": PAGE.replace("{0}", ARTICLE % "échanges, tiers-lieux"),
    "flux.xml": "<rss version='2.0'><channel><title>Flux</title><link>https://e.org/</link>"
    "<item><title>Rencontre</title><link>https://e.org/a</link><category>tiers-lieux</category>"
    "<description>Des mots.</description></item></channel></rss>",
}


@pytest.mark.parametrize("name", SOURCES)
def test_keywords_of_every_source_make_subjects(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SOURCES[name], encoding="utf-8")
    table = 'record = "event"\n' if name.endswith(".csv") else ""
    (tmp_path / "maillage.toml").write_text(
        '[network]\ntitle = "R"\nbase_iri = "https://e.org/r/"\nlanguages = ["fr"]\n'
        f'[[sources]]\npath = "{name}"\n{table}',
        encoding="utf-8",
    )
    store = build(Workspace.open(tmp_path)).snapshot.store()
    told = "SELECT ?quote { ?thing dcterms:subject ?concept . ?concept skos:prefLabel 'tiers-lieu'@fr }"
    assert list(store.select(told))
