"""Names of streets, rooms, persons and actors speak of no concept; the same words elsewhere do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.words import Words
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

WORDS = (
    "énergie solaire",
    "énergie",
    "innovation",
    "résilience",
    "vélo",
    "montagne",
    "fleur",
    "marché",
    "gestion",
    "RSE",
    "pin",
    "marc",
    "blanc",
    "forêt",
    "lumière",
    "alpes",
    "emploi",
    "Saint-Martin",
)


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path: Path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e.org/> .\n"
    said = [f':c{number} a skos:Concept ; skos:prefLabel "{word}"@fr .' for number, word in enumerate(WORDS)]
    path.write_text(prefixes + "\n".join(said), encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


def said(linker: ConceptLinker, text: str, *names: str) -> list[str]:
    """The words of the text that say concepts, in its order."""
    [subjects] = linker.link_all([([Passage("title", text)], "fr")], [names])
    mentions = sorted((mention.start, mention.quote) for one in subjects for mention in one.mentions)
    return [quote for _, quote in mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Réunion au 12 rue de l'Énergie solaire, Saint-Martin-d'Hères",
        "Réunion au 12, rue de l'énergie solaire",
        "Réunion au 12 bis, avenue de l'Innovation",
        "Réunion au 12b avenue de la Fleur de Montagne",
        "Réunion rue de la Résilience",
        "RÉUNION AU 12 RUE DE L'ÉNERGIE SOLAIRE",
        "Réunion au 5 place de la Résilience",
        "Réunion au 5 cours de l'Innovation",
        "Place de la Résilience, salle Vélo",
        "Réunion, place de la Résilience",
        "Amphi Énergie, amphithéâtre de l'Innovation",
        "Maison de l'Innovation, 5 place Schuman",
        "Espace Vélo et Montagne, 5 place Schuman",
        "Mme Fleur Montagne et M. Olivier Montagne",
        "M. O. Montagne, Dr Marie-Fleur Marché",
        "MME FLEUR MONTAGNE",
        "Pierre Marché, professeur",
        "Rencontre avec Anne-Fleur Marché, ingénieure",
    ],
)
def test_a_name_says_no_concept(linker: ConceptLinker, text: str) -> None:
    assert said(linker, text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Place de la résilience dans l'entreprise", ["résilience"]),
        ("La Place de l'Innovation, en France", ["Innovation"]),
        ("Place de l'Innovation dans l'entreprise", ["Innovation"]),
        ("Place de l'Innovation : enjeux", ["Innovation"]),
        ("Place de la RSE, enjeux", ["RSE"]),
        ("En 2012, place de l'innovation", ["innovation"]),
        ("Les 3 cours de gestion", ["gestion"]),
        ("Le vélo dans la rue et la résilience", ["vélo", "résilience"]),
        ("La route de l'Énergie", ["Énergie"]),
        ("12 rue de la Paix, Vélo", ["Vélo"]),
        ("12 rue de la Paix\nInnovation", ["Innovation"]),
        ("12 rue de la Paix pour l'innovation", ["innovation"]),
        ("La Maison de l'Innovation", ["Innovation"]),
        ("Conférence sur l'Innovation, 5 place Schuman", ["Innovation"]),
        ("Salle de gestion", ["gestion"]),
        ("Mme Anne Martin, Innovation", ["Innovation"]),
        ("Mme Anne Martin Innovation", ["Innovation"]),
        ("Mme la ministre de l'Énergie", ["Énergie"]),
        ("Une solution à 2 M. Énergie", ["Énergie"]),
        ("L'Innovation, professeur", ["Innovation"]),
        ("De l'Innovation Énergie, professeur", ["Innovation", "Énergie"]),
        ("L'énergie montagne, professeur", ["énergie", "montagne"]),
    ],
)
def test_other_words_beside_a_name_s_say_theirs(linker: ConceptLinker, text: str, quotes: list[str]) -> None:
    assert said(linker, text) == quotes


@pytest.mark.parametrize(
    ("text", "names", "quotes"),
    [
        ("Rencontre de l'École de Gestion", ["École de Gestion"], []),
        ("Rencontre de l'École de Gestion : la gestion", ["École de Gestion"], ["gestion"]),
        ("Rencontre de l'École de Gestion", ["Agence de l'Énergie"], ["Gestion"]),
        ("Rencontre de l'école de gestion", ["École de Gestion"], ["gestion"]),
        ("Rencontre de Résilience, sur la résilience", ["Résilience"], ["Résilience", "résilience"]),
        ("L'Énergie Solaire et ses amis", ["Énergie Solaire"], ["Énergie Solaire"]),
        ("Les Vélos Montagnes", ["Vélos Montagne"], ["Vélos", "Montagnes"]),
        ("Fleur Montagne parle d'énergie", ["Fleur Montagne"], ["énergie"]),
    ],
)
def test_part_of_an_actor_s_name_says_no_concept(
    linker: ConceptLinker, text: str, names: list[str], quotes: list[str]
) -> None:
    assert said(linker, text, *names) == quotes


def test_each_record_has_its_own_actors(linker: ConceptLinker) -> None:
    record = [Passage("title", "Rencontre de l'École de Gestion"), Passage("text", "L'École de Gestion")], "fr"
    answers = linker.link_all([record, record, record], [[], ["École de Gestion"], []])
    assert [len(one) for one in answers] == [1, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "L. Moreau et J. Pin ont écrit",
        "Moreau, J.-M. Pin, revue alpine",
        "Un article par J. Pin",
        "Jean-Marc était là",
        "Avec MM. Martin et Blanc",
        "Avec Mmes Martin, Blanc et Pin",
        "La mairie de Saint-Martin-d'Hères",
        "La mairie de Saint-Martin-de-la-Forêt",
        "À Saint‑Martin‑la‑Forêt",
        "L'Université Lumière Lyon 2",
        "L'Université Lyon 2 Lumière",
        "L'Université Grenoble Alpes recrute",
    ],
)
def test_parts_of_names_of_towns_universities_and_persons_speak_of_no_concept(linker: ConceptLinker, text: str) -> None:
    assert not said(linker, text)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("L'île de Saint-Martin", ["Saint-Martin"]),
        ("Une forêt à Saint-Martin l'été", ["forêt", "Saint-Martin"]),
        ("A. Innovation\nB. Énergie", ["Innovation", "Énergie"]),
        ("La vitamine C. Innovation", ["Innovation"]),
        ("Les plans A, B. Innovation", ["Innovation"]),
        ("Un lien Université-Emploi", ["Emploi"]),
        ("L'Université de la Montagne", ["Montagne"]),
        ("Avec MM. Martin et Durand, en forêt", ["forêt"]),
        ("M. Martin et Énergie solaire", ["Énergie solaire"]),
    ],
)
def test_words_beside_such_names_do(linker: ConceptLinker, text: str, quotes: list[str]) -> None:
    assert said(linker, text) == quotes


@pytest.mark.parametrize("text", ["A. ", "A. B. C. "])
def test_initials_in_a_row_are_looked_at_so_many_times_as_there_are_of_them(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    asked: list[int] = []
    gap = Words.gap

    def counted(words: Words, place: int) -> str:
        asked.append(place)
        return gap(words, place)

    monkeypatch.setattr(Words, "gap", counted)
    linker = ConceptLinker(Thesaurus({}))
    linker.recognised([([Passage("text", text * 2_000)], "fr")]).unnamed()
    assert len(asked) < 60 * len(text) * 2_000
