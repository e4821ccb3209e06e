"""Persons are one by identifier, or by name where something else supports it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.actors.names import person_name, slug_of
from ingest.actors.resolver import Resolver
from ingest.actors.seats import seats
from ingest.records import Actor, ActorReference, ActorType, Event, Identifier, Publication, Record, Relation
from ontology.errors import Place
from ontology.folding import fold


def work(source: str, *names: str, orcid: str = "", scheme: str = "orcid") -> Publication:
    identifiers = (Identifier(scheme, orcid),) if orcid else ()
    references = tuple(ActorReference(name, Relation.CREATOR, ActorType.PERSON, identifiers) for name in names)
    return Publication(key="/".join(names), place=Place(source), actors=references)


def paths(*records: Record) -> list[str]:
    resolver = Resolver.among(records)
    return [resolver.resolve(record, each).identity.path for record in records for each in record.actors]


def test_the_written_forms_of_a_name_are_one_person_in_one_source() -> None:
    assert set(paths(work("a.bib", "Cognet, Gérard"), work("a.bib", "Gérard COGNET"))) == {"person/gerard-cognet"}


def test_namesakes_of_two_sources_are_two_persons_that_name_each_other_as_candidates() -> None:
    one, other = work("a.bib", "Jean Martin"), work("b.bib", "Jean Martin")
    resolver = Resolver.among([one, other])
    first, second = (resolver.resolve(record, record.actors[0]).identity for record in (one, other))
    assert first.path != second.path
    assert first.candidates == (second.path,)


def test_a_namesake_more_leaves_the_others_their_paths_and_takes_nobodys() -> None:
    works = [work(f"{source}.bib", "Jean Martin") for source in "bcd"]
    one, two, three = (paths(*works[:count]) for count in (1, 2, 3))
    assert one == ["person/jean-martin"]
    assert len({*one, *three}) == 4
    assert two == three[:2]
    assert paths(work("a.bib", "Jean Martin"), *works)[1:] == three
    assert all(path.startswith("person/jean-martin~") for path in three)


def test_who_bears_an_identifier_leaves_the_plain_name_to_the_only_other() -> None:
    found = paths(work("a.bib", "Jean Martin"), work("b.bib", "Jean Martin", orcid="0000-0002-1825-0097"))
    assert found == ["person/jean-martin", "person/orcid-0000-0002-1825-0097"]


def test_a_common_co_author_makes_namesakes_of_two_sources_one() -> None:
    found = paths(work("a.bib", "Jean Martin", "Anne Coste"), work("b.bib", "Jean Martin", "Anne Coste"))
    assert found[0] == found[2]


def test_one_address_is_one_person_in_whatever_file_and_with_whatever_name() -> None:
    lea = (Identifier("url", "http://e.org/lea"),)
    author = ActorReference("L. Martin", Relation.CREATOR, identifiers=lea)
    actor = Actor(key="lea", place=Place("people.ttl"), name="Léa Martin", type=ActorType.PERSON, identifiers=lea)
    text = Publication(key="d", place=Place("works.ttl"), actors=(author,))
    resolver = Resolver.among([actor, text])
    assert resolver.resolve(text, author).identity == resolver.identity(actor)
    assert resolver.identity(actor).candidates == ()


def test_two_addresses_do_not_keep_one_person_apart() -> None:
    orcid = Identifier("orcid", "0000-0002-1825-0097")
    actors = [
        Actor(
            key=f"lea{n}", place=Place(f"{n}.ttl"), name="Léa Martin", type=ActorType.PERSON, identifiers=(orcid, each)
        )
        for n, each in enumerate((Identifier("url", "http://e.org/lea"), Identifier("url", "http://f.org/martin")))
    ]
    resolver = Resolver.among(actors)
    assert resolver.identity(actors[0]) == resolver.identity(actors[1])


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        (("Anne Coste", "Paul Martin"), 2),
        (("Anne Coste", "Paul Martin", "COSTE Anne", "A. Coste"), 2),
        (("Anne Coste", "Anne Coste-Martin", "Paul Martin"), 1),
        (("Anne Coste", "Anne Roux"), 1),
        (("Gérard Cognet", "Gerrard Cogniet"), 1),
        (("Пётр Иванов", "Pyotr Ivanov"), 1),
        (("Stendhal", "Henri Beyle"), 1),
    ],
)
@pytest.mark.parametrize("scheme", ["orcid", "idref", "wikidata"])
def test_an_identifier_on_quite_different_names_makes_them_candidates_and_not_one(
    names: tuple[str, ...], persons: int, scheme: str
) -> None:
    works = [work(f"{name}.bib", name, orcid="0000-0002-1825-0097", scheme=scheme) for name in names]
    for order in (works, works[::-1]):
        resolver = Resolver.among(order)
        found = [resolver.resolve(each, each.actors[0]) for each in works]
        assert len({each.identity.path for each in found}) == persons
        assert {each.method for each in found} == {"identifier" if persons == 1 else "name"}
        for each in found if persons > 1 else ():
            assert set(each.identity.candidates) == {other.identity.path for other in found} - {each.identity.path}
            assert not each.identity.identifiers


def test_two_orcids_are_two_persons_even_in_one_source() -> None:
    one = work("a.bib", "Jean Martin", orcid="0000-0001-2345-6789")
    found = paths(one, work("a.bib", "Jean Martin", orcid="0000-0002-1825-0097"))
    assert len(set(found)) == 2


def test_a_person_whom_a_source_describes_takes_the_references_of_that_name() -> None:
    described = Actor(key="1", place=Place("people.csv"), type=ActorType.PERSON, name="Anne Coste")
    record = work("b.bib", "Coste, Anne")
    resolver = Resolver.among([described, record])
    assert resolver.resolve(record, record.actors[0]).identity == resolver.identity(described)


@pytest.mark.parametrize(
    ("others", "called", "is_one"),
    [
        ((), "Claire Martin", True),
        ((), "Durand, Claire", True),
        ((), "Claire Durant", False),
        (("Claire Martin",), "Claire Martin", False),
        (("Claire Martin-Petit",), "Claire Durand", True),
    ],
)
def test_a_known_variant_of_a_person_names_that_person_where_nobody_else_bears_it(
    others: tuple[str, ...], called: str, *, is_one: bool
) -> None:
    def person(name: str, *variants: str) -> Actor:
        return Actor(key=name, place=Place("p.csv"), type=ActorType.PERSON, name=name, variants=variants)

    claire, book = person("Claire Martin-Durand", "Claire Martin", "Claire Durand"), work("b.bib", called)
    for records in ([claire, *map(person, others), book], [book, *map(person, others), claire]):
        resolver = Resolver.among(records)
        identity, found = resolver.identity(claire), resolver.resolve(book, book.actors[0]).identity
        assert identity.path == "person/claire-martin-durand"
        assert (found == identity) is is_one
        assert identity.name == "Claire Martin-Durand"
        assert set(identity.variants) == {"Claire Martin", "Claire Durand"} | ({called} if is_one else set())


@pytest.mark.parametrize(
    ("name", "is_bibliographic", "path", "is_asked"),
    [
        ("M. Le Bihan", True, "person/m-le-bihan", True),
        ("M Le Bihan", True, "person/m-le-bihan", True),
        ("M. Le Bihan", False, "person/le-bihan", False),
        ("M. Maëlle Le Bihan", True, "person/maelle-le-bihan", True),
        ("M. Martin", True, "person/m-martin", False),
    ],
)
def test_m_is_an_initial_among_the_authors_of_a_work_and_a_title_among_speakers(
    name: str, path: str, *, is_bibliographic: bool, is_asked: bool
) -> None:
    read = work("b.bib", name)
    spoken = Event(key="e", place=Place("b.bib"), actors=(ActorReference(name, Relation.PERFORMER, ActorType.PERSON),))
    naming = read if is_bibliographic else spoken
    other = work("a.bib", "Maëlle Le Bihan")
    resolver = Resolver.among([naming, other])
    found, full = (resolver.resolve(each, each.actors[0]).identity for each in (naming, other))
    assert found.path.partition("~")[0] == path
    assert (full.path in found.candidates) is is_asked


@pytest.mark.parametrize(
    ("one", "other", "persons"),
    [
        ("Philippe de Broca", "Broca, Philippe de", 1),
        ("von der Heyden, Anna", "Heyden, Anna von der", 1),
        ("Lucía García Márquez", "García-Márquez, Lucía", 2),
        ("Claire Martin-Durand", "Claire Martin Durand", 2),
        ("Nguyen, Thi Van", "Van Nguyen, Thi", 2),
    ],
)
def test_the_same_words_read_otherwise_are_asked_about_and_numbered_by_nobody(
    one: str, other: str, persons: int
) -> None:
    for source in ("a.bib", "b.bib"):
        works = [work("a.bib", one), work(source, other)]
        resolver = Resolver.among(works)
        first, second = (resolver.resolve(each, each.actors[0]).identity for each in works)
        assert len({first.path, second.path}) == (persons if source == "a.bib" else 2)
        assert first.path == second.path or first.candidates == (second.path,)
        assert first.path == second.path or second.candidates == (first.path,)
        assert not any(each.path.endswith("-2") for each in (first, second))
        assert [resolver.resolve(each, each.actors[0]).identity.path for each in works[::-1]] == [
            second.path,
            first.path,
        ]


@pytest.mark.parametrize(
    ("at_home", "elsewhere", "persons"),
    [
        ("Mairie de Vif", "Institut de neurosciences de Bordeaux", 2),
        ("Mairie de Vif, CHU Grenoble Alpes", "Université de Grenoble", 1),
        ("Mairie de Vif", "CNRS", 1),
        ("Schneider Electric", "Université de Bordeaux", 1),
        ("", "Université de Bordeaux", 1),
        ("Université Grenoble Alpes", "Institut Fourier", 1),
        ("Université Grenoble Alpes", "Université Joseph Fourier", 1),
        ("Université Grenoble Alpes", "Faculté de Droit", 1),
        ("Université de Grenoble", "Laboratoire de Physique", 1),
        ("École Centrale", "Grenoble École de Management", 1),
        ("Commune Mesure", "Université de Grenoble", 1),
        ("Université Claude Bernard Lyon 1", "Université Lumière, Lyon", 1),
        ("Université Claude Bernard Lyon 1", "Université Toulouse Jean Jaurès", 2),
        ("Institut de Vif, 38450 Vif", "Université de Grenoble", 2),
    ],
)
def test_a_described_person_does_not_take_references_whose_affiliations_are_in_other_towns(
    at_home: str, elsewhere: str, persons: int
) -> None:
    def member_of(name: str, member: str = "") -> tuple[ActorReference, ...]:
        return (ActorReference(name, Relation.MEMBER_OF, ActorType.ORGANISATION, member=member),) if name else ()

    described = Actor(
        key="1", place=Place("people.csv"), type=ActorType.PERSON, name="Anne Coste", actors=member_of(at_home)
    )
    told = work("hal.json", "Coste, Anne")
    far = replace(told, actors=told.actors + member_of(elsewhere, "Coste, Anne"))
    near = work("b.bib", "Anne Coste")
    for also in (work("hal.json", "Anne Coste"), replace(far, place=Place("other.json"))):
        resolver = Resolver.among([described, far, near, also])
        home, far_away = resolver.identity(described), resolver.resolve(far, far.actors[0]).identity
        assert resolver.resolve(near, near.actors[0]).identity == home
        assert resolver.resolve(also, also.actors[0]).identity == far_away
        assert len({home.path, far_away.path}) == persons
        assert set(home.candidates) == {far_away.path} - {home.path}


def test_towns_in_long_names_are_looked_for_at_their_beginning_and_once() -> None:
    assert seats("Université de Grenoble, " + "Université " * 100_000) == {"grenoble"}
    assert seats("de Aa-" + "Aa-" * 40 + "Aa !") == seats("a" * 1_000_000) == frozenset()


def organised(source: str, *names: str) -> Event:
    actors = tuple(ActorReference(name, Relation.ORGANIZER) for name in names)
    return Event(key="/".join(names), place=Place(source), actors=actors)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Mme Anne Coste", "person/anne-coste"),
        ("M. Coste", "person/m-coste"),
        ("Dr Jean-Luc de La Tour", "person/jean-luc-de-la-tour"),
        ("Pr. É. d’Arcy", "person/e-d-arcy"),
        ("Anne Coste", "organisation/anne-coste"),
        ("Mr Bricolage", "organisation/mr-bricolage"),
        ("Madame Figaro", "organisation/madame-figaro"),
        ("Dr. Martens", "organisation/dr-martens"),
        ("Dr Oetker France", "organisation/dr-oetker-france"),
        ("Mme Anne Coste Formation", "organisation/mme-anne-coste-formation"),
        ("M. le maire", "organisation/m-maire"),
        ("M. et Mme Coste", "organisation/m-mme-coste"),
    ],
)
def test_who_organises_is_a_person_where_an_honorific_says_so_and_an_organisation_else(name: str, path: str) -> None:
    assert paths(organised("a.csv", name)) == [path]


def test_an_honorific_stands_in_nobodys_name_and_keeps_nobody_apart() -> None:
    event, book = organised("a.csv", "Mme Anne Coste"), work("a.csv", "Coste, Anne")
    resolver = Resolver.among([event, book])
    one, other = (resolver.resolve(each, each.actors[0]).identity for each in (event, book))
    assert (one.path, one.name, other) == ("person/anne-coste", "Anne Coste", one)


def test_an_organisation_that_a_source_describes_stays_one_whatever_its_name() -> None:
    described = Actor(key="1", place=Place("o.csv"), type=ActorType.ORGANISATION, name="Mme Irma")
    record = organised("a.csv", "Mme Irma")
    resolver = Resolver.among([described, record])
    assert resolver.resolve(record, record.actors[0]).identity == resolver.identity(described)


def test_initials_do_not_merge_with_a_full_name() -> None:
    assert len(set(paths(work("a.bib", "S. Feneuille"), work("a.bib", "Serge Feneuille")))) == 2


def test_names_agree_when_initials_and_given_names_do() -> None:
    assert person_name("S. Feneuille").agrees(person_name("Feneuille, Serge"))
    assert not person_name("S. Feneuille").agrees(person_name("Feneuille, Anne"))


def test_a_family_name_keeps_its_particle() -> None:
    assert person_name("Ludwig van Beethoven") == person_name("van Beethoven, Ludwig")


@pytest.mark.parametrize(
    ("inverted", "name"),
    [
        ("Coste A.", "A. Coste"),
        ("Coste A", "A. Coste"),
        ("Le Bihan E.", "E. Le Bihan"),
        ("d'Estaing H.", "H. d'Estaing"),
        ("Durand J.-P.", "J.P. Durand"),
        ("DURAND J.P.", "J.-P. DURAND"),
        ("Mme de la Fuente M.", "de la Fuente, M."),
    ],
)
def test_initials_behind_the_family_name_are_read(inverted: str, name: str) -> None:
    assert person_name(inverted) == person_name(name)
    assert slug_of(inverted) == slug_of(name)


def test_inverted_initials_offer_the_full_name_that_fits_them() -> None:
    one, other = work("a.bib", "Coste A."), work("b.bib", "Anne Coste", "Paul Martin")
    found = Resolver.among([one, other]).resolve(one, one.actors[0]).identity
    assert (found.path, found.candidates) == ("person/a-coste", ("person/anne-coste",))


@pytest.mark.parametrize("name", ["A. B.", "M.", "Mme", "", "李 明", "欧阳 明", "M. Durand", "Jean D. Martin"])
def test_initials_are_not_seen_where_no_family_name_stands_before_them(name: str) -> None:
    read = person_name(name)
    assert not name.split()[1:] or read.family != fold(name.split(maxsplit=1)[0])


def told(source: str, *names: str, doi: str = "10.1000/a", orcid: str = "") -> Publication:
    """A record of one publication, of which other records tell, too."""
    return replace(work(source, *names, orcid=orcid), identifiers=(Identifier("doi", doi),))


@pytest.mark.parametrize(
    ("records", "same"),
    [
        pytest.param([told("a.bib", "Zola, Émile", "Anne Coste"), told("b.bib", "Zola, Émile")], True, id="et al."),
        pytest.param([told("a.bib", "Émile Zola"), told("b.csv", "ZOLA É.")], True, id="initials"),
        pytest.param([told("a.bib", "E. Zola"), told("b.csv", "Zola, E.")], True, id="initials alone"),
        pytest.param([told("a.csv", "Émile Zola"), told("a.csv", "É. Zola")], True, id="one source"),
        pytest.param([told("a.bib", "Émile Zola"), told("b.bib", "Zola")], False, id="family name alone"),
        pytest.param(
            [told("a.bib", "Émile Zola"), told("b.bib", "Émile Zola", doi="10.1000/b")], False, id="two things"
        ),
        pytest.param([told("a.bib", "Émile Zola"), told("b.bib", "Ernest Zola")], False, id="other given name"),
        pytest.param([told("a.bib", "E. Zola"), told("b.bib", "Émile Zola", "Ernest Zola")], False, id="two that fit"),
        pytest.param(
            [told("a.bib", "Émile Zola"), told("b.bib", "Émile Zola", "E. Zola")], False, id="one may be another there"
        ),
        pytest.param(
            [told("a.bib", "E. Zola"), told("b.bib", "Émile Zola"), told("c.bib", "Ernest Zola")],
            False,
            id="fits two of two records",
        ),
        pytest.param(
            [
                told("a.bib", "E. Zola"),
                told("b.bib", "Émile Zola"),
                told("a.bib", "E. Zola", doi="10.1000/b"),
                told("c.bib", "Ernest Zola", doi="10.1000/b"),
            ],
            False,
            id="fits two for two things",
        ),
        pytest.param(
            [
                told("a.bib", "Émile Zola", orcid="0000-0001-2345-6789"),
                told("b.bib", "Émile Zola", orcid="0000-0002-1825-0097"),
                told("c.bib", "Émile Zola"),
            ],
            False,
            id="identifiers contradict",
        ),
    ],
)
def test_two_records_of_one_thing_name_one_person_where_no_other_may_be_meant(
    records: list[Publication], same: bool
) -> None:
    resolver = Resolver.among(records)
    found = [resolver.resolve(record, record.actors[0]) for record in records]
    assert (found[0].identity == found[1].identity, found[0].method == "shared-thing") == (same, same)
    assert sorted(paths(*records)) == sorted(paths(*records[::-1]))


def test_two_that_sources_describe_stay_two_where_one_thing_names_them() -> None:
    uga, cnrs = (ActorReference(name, Relation.MEMBER_OF, ActorType.ORGANISATION) for name in ("UGA", "CNRS"))
    two = [described("1", actors=(uga,)), described("2", actors=(cnrs,))]
    works = [told(f"{n}.bib", "Jean Martin", each.name) for n, each in enumerate((uga, cnrs))]
    resolver = Resolver.among([*two, *works])
    assert len({resolver.identity(actor).path for actor in two}) == 2


def described(key: str, **fields: object) -> Actor:
    return Actor(key=key, place=Place("people.csv"), type=ActorType.PERSON, name="Jean Martin", **fields)  # type: ignore[arg-type]


def test_two_rows_of_one_name_are_two_persons_unless_something_else_is_common() -> None:
    uga = ActorReference("UGA", Relation.MEMBER_OF, ActorType.ORGANISATION)
    two = [described("1"), described("2")]
    same = [described("1", actors=(uga,)), described("2", actors=(uga,))]
    assert len({Resolver.among(two).identity(actor).path for actor in two}) == 2
    assert len({Resolver.among(same).identity(actor).path for actor in same}) == 1


@pytest.mark.parametrize(
    ("companies", "persons"),
    [(("UGA",), 1), (("UGA", "UGA"), 1), (("UGA", "CNRS"), 3), (("UGA", ""), 3), (("UGA", "UGA", "CNRS"), 3)],
)
def test_a_table_more_that_agrees_takes_nobody_from_a_described_person(
    companies: tuple[str, ...], persons: int
) -> None:
    tables = []
    for number, company in enumerate(companies):
        members = (ActorReference(company, Relation.MEMBER_OF, ActorType.ORGANISATION),) if company else ()
        tables.append(replace(described(str(number), actors=members), place=Place(f"table-{number}.csv")))
    named = work("agenda.csv", "Jean Martin")
    resolver = Resolver.among([*tables, named])
    found = [*map(resolver.identity, tables), resolver.resolve(named, named.actors[0]).identity]
    assert len({each.path for each in found}) == persons


@pytest.mark.parametrize(
    ("behind", "who"),
    [
        (("La Fabrique",), "member"),
        (("La Fabrique, UGA", "doctorant"), "member"),
        (("doctorant", "La Fabrique"), "another"),
        (("", "La Fabrique"), "another"),
        (("Pacte",), "another"),
        (("La Fabrique (dir.)",), "another"),
    ],
)
def test_the_affiliation_in_brackets_behind_a_name_says_which_namesake_it_is(behind: tuple[str, ...], who: str) -> None:
    member_of = ActorReference("La Fabrique", Relation.MEMBER_OF, ActorType.ORGANISATION)
    member = described("1", actors=(member_of,))
    researcher = work("hal.json", "Jean Martin", orcid="0000-0001-2345-6789")
    events = [
        Event(
            key=each,
            place=Place("agenda.csv"),
            actors=(ActorReference("Jean Martin", Relation.PERFORMER, beside=each),),
        )
        for each in behind
    ]
    for records in ([member, researcher, *events], [*events, researcher, member]):
        resolver = Resolver.among(records)
        found = resolver.resolve(events[0], events[0].actors[0]).identity
        assert (found.path == resolver.identity(member).path) == (who == "member")
        assert found.path != resolver.resolve(researcher, researcher.actors[0]).identity.path


@pytest.mark.parametrize("structure", ["Recyclerie du Trièves", ""])
def test_who_is_met_in_one_company_stays_two_where_brackets_tell_namesakes_apart(structure: str) -> None:
    def spoken(beside: str) -> Event:
        names = ActorReference("Réseau", Relation.ORGANIZER), ActorReference("Anne Coste", Relation.PERFORMER)
        speaker = ActorReference("Jean Martin", Relation.PERFORMER, beside=beside)
        return Event(key=beside, place=Place("agenda.csv"), actors=(*names, speaker))

    member_of = (ActorReference(structure, Relation.MEMBER_OF, ActorType.ORGANISATION),) if structure else ()
    member = described("1", actors=member_of)
    researcher = work("hal.json", "Jean Martin", orcid="0000-0001-2345-6789")
    researcher = replace(researcher, actors=(*researcher.actors, ActorReference("Anne Coste", Relation.CREATOR)))
    events = [spoken("doctorant"), spoken("Recyclerie du Trièves")]
    resolver = Resolver.among([member, researcher, *events])
    doctoral, training = (resolver.resolve(each, each.actors[-1]).identity for each in events)
    assert doctoral == resolver.resolve(researcher, researcher.actors[0]).identity
    assert training != doctoral
    assert (training == resolver.identity(member)) == bool(structure)


@pytest.mark.parametrize(
    ("behind", "persons"),
    [
        (("professeure, Université Grenoble Alpes", ""), 1),
        (("LIG, Université Grenoble Alpes", ""), 1),
        (("Mairie de Vif", ""), 3),
    ],
)
def test_an_affiliation_with_more_or_fewer_words_beside_tells_nobody_apart(
    behind: tuple[str, ...], persons: int
) -> None:
    orcid = (Identifier("orcid", "0000-0001-2345-6789"),)
    speaker = ActorReference("Jean Martin", Relation.PERFORMER, beside="Université Grenoble Alpes")
    speakers = [replace(speaker, identifiers=orcid), *(replace(speaker, beside=each) for each in behind)]
    events = [Event(key=str(key), place=Place("a.csv"), actors=(one,)) for key, one in enumerate(speakers)]
    resolver = Resolver.among(events)
    assert len({resolver.resolve(each, each.actors[0]).identity.path for each in events}) == persons


def test_a_town_in_brackets_behind_a_name_keeps_a_described_person_apart() -> None:
    member_of = ActorReference("Mairie de Vif", Relation.MEMBER_OF, ActorType.ORGANISATION)
    member = described("1", actors=(member_of,))
    speaker = ActorReference("Jean Martin", Relation.PERFORMER, beside="Université de Bordeaux")
    event = Event(key="1", place=Place("agenda.csv"), actors=(speaker,))
    resolver = Resolver.among([member, event])
    assert resolver.identity(member) != resolver.resolve(event, speaker).identity


def test_a_row_more_leaves_namesakes_of_other_companies_their_paths() -> None:
    def rows(*companies: str) -> dict[str, str]:
        members = [ActorReference(each, Relation.MEMBER_OF, ActorType.ORGANISATION) for each in companies]
        actors = [described(str(number), actors=(each,)) for number, each in enumerate(members)]
        resolver = Resolver.among(actors)
        return {each: resolver.identity(actor).path for each, actor in zip(companies, actors, strict=True)}

    before, after = rows("INRAE", "CEA"), rows("CNRS", "INRAE", "CEA")
    assert before.items() < after.items()
    assert len(set(after.values())) == 3


def test_initials_offer_the_full_names_that_fit_them() -> None:
    one, other = work("a.bib", "S. Feneuille"), work("b.bib", "Serge Feneuille", "Anne Coste")
    found = Resolver.among([one, other]).resolve(one, one.actors[0]).identity
    assert (found.path, found.candidates) == ("person/s-feneuille", ("person/serge-feneuille",))


def test_initials_merge_in_one_company_where_one_name_fits() -> None:
    one, other = work("a.bib", "S. Feneuille", "Anne Coste"), work("b.bib", "Serge Feneuille", "Anne Coste")
    third = work("c.bib", "Sophie Feneuille")
    assert paths(one, other)[0] == "person/serge-feneuille"
    assert paths(one, other, third)[0] == "person/s-feneuille"


def test_who_is_who_does_not_depend_on_the_order_of_records() -> None:
    works = [work(f"{source}.bib", "Jean Martin") for source in "abc"]
    assert paths(*works) == paths(*works[::-1])[::-1]


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["Mme Anne Coste", "Anne Coste"], "Anne Coste"),
        (["M. Anne Coste", "Anne Coste", "COSTE Anne"], "Anne Coste"),
        (["Jose Lefevre", "José Lefèvre"], "José Lefèvre"),
        (["Jose Lefevre", "Lefèvre, José"], "José Lefèvre"),
        (["Dr José Lefèvre", "Jose Lefevre"], "José Lefèvre"),
        (["Dr José Lefèvre"], "José Lefèvre"),
        (["LEFÈVRE José", "José Lefèvre"], "José Lefèvre"),
        (["M. Night Shyamalan"], "M. Night Shyamalan"),
    ],
)
def test_a_person_is_called_without_honorific_and_with_the_accents(names: list[str], label: str) -> None:
    record = work("a.bib", *names)
    resolver = Resolver.among([record])
    (identity,) = {resolver.resolve(record, each).identity for each in record.actors}
    assert identity.name == label
