"""Registers say who is who without filling the graph: only what a record names is taken from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Source, Workspace
from ingest.actors.resolver import Resolver
from ingest.build import BuildReport, build
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.decisions.review import review_queue
from ingest.decisions.rulings import Rulings
from ingest.records import Actor, ActorReference, ActorType, Event, Identifier, Record, Relation
from ingest.sources.ror import read as read_ror
from ingest.sources.table import read as read_table
from ontology.errors import DataError, Place
from ontology.namespaces import expand
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

SETTINGS = f"""{EVENTS_SETTINGS}[[registers]]
path = "organisations.csv"
record = "organisation"
"""
REGISTER = """name,acronym,ror,location,homepage,type d'acteur
Université Grenoble Alpes,UGA,02rx3b187,Grenoble,https://www.univ-grenoble-alpes.fr,organisation
La Fabrique,,,Lyon,,organisation
La Fabrique,,,Nantes,,organisation
"""
EVENTS = "title,date,partners\nForum,2013-05-13,{}\n"


def organisation(name: str, **fields: object) -> Actor:
    return Actor(key=name, place=Place("r.csv"), type=ActorType.ORGANISATION, name=name, **fields)  # type: ignore[arg-type]


def naming(*names: str, location: str = "") -> Event:
    references = tuple(ActorReference(name, Relation.PARTNER) for name in names)
    return Event(key=",".join(names), place=Place("events.csv"), actors=references, location=location)


def paths(register: Sequence[Actor], *records: Record) -> list[str]:
    resolver = Resolver.among(records, register)
    return [found.identity.path for record in records for _, found in resolver.resolved(record)]


def built(make_workspace: MakeWorkspace, partner: str, settings: str = SETTINGS) -> BuildReport:
    files: dict[str, str | bytes] = {"events.csv": EVENTS.format(partner), "organisations.csv": REGISTER}
    return build(Workspace.open(make_workspace(settings, files)))


def names(report: BuildReport) -> set[str]:
    query = "SELECT ?name { ?organisation a org:Organization ; rdfs:label ?name }"
    return {text(row, "name") for row in report.snapshot.store().select(query)}


def test_only_what_a_record_names_comes_from_a_register(make_workspace: MakeWorkspace) -> None:
    assert names(built(make_workspace, "UGA")) == {"Université Grenoble Alpes"}


def test_what_a_register_says_of_it_stands_in_the_registers_own_graph(make_workspace: MakeWorkspace) -> None:
    store = built(make_workspace, "UGA").snapshot.store()
    assert store.ask(
        """ASK { GRAPH ?graph { ?uga skos:altLabel "UGA" ; dcterms:identifier "ror:02rx3b187" ;
             schema:sameAs <https://ror.org/02rx3b187> ; schema:location "Grenoble" ;
             foaf:homepage <https://www.univ-grenoble-alpes.fr> . ?graph prov:wasDerivedFrom ?source }
             ?source rdfs:label "organisations.csv" }"""
    )


def test_a_second_event_that_names_it_writes_one_graph_more(make_workspace: MakeWorkspace) -> None:
    built(make_workspace, "UGA")
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS.format("UGA") + "Atelier,2014-01-01,UGA\n"})
    assert build(Workspace.open(folder)).written == 1


def test_a_register_that_changes_where_nothing_is_named_rewrites_no_record(make_workspace: MakeWorkspace) -> None:
    built(make_workspace, "UGA")
    folder = make_workspace(SETTINGS, {"organisations.csv": REGISTER + "La Poste,,,Paris,,organisation\n"})
    assert build(Workspace.open(folder)).written == 0


def test_the_candidates_of_an_ambiguous_name_can_be_read_in_the_graph(make_workspace: MakeWorkspace) -> None:
    store = built(make_workspace, "La Fabrique").snapshot.store()
    query = "SELECT ?place { ?one ml:ambiguous true ; ml:candidate/schema:location ?place } ORDER BY ?place"
    assert [text(row, "place") for row in store.select(query)] == ["Lyon", "Nantes"]


def said(workspace: Workspace, relation: str, other: str, subject: str = "organisation/fabrique") -> None:
    base, now = workspace.settings.network.base_iri, "2026-11-23T21:00:00Z"
    log = DecisionLog.of(workspace)
    log.append(Decision(Verdict.ACCEPTED, base + subject, expand(relation), base + other, "anne@example.org", now))


def test_a_candidate_that_a_person_chooses_takes_the_ambiguous_name_at_the_next_build(
    make_workspace: MakeWorkspace,
) -> None:
    built(make_workspace, "La Fabrique")
    workspace = Workspace.open(make_workspace(SETTINGS, {}))
    said(workspace, "owl:sameAs", "organisation/fabrique-nantes")
    store = build(workspace).snapshot.store()
    partners = "SELECT ?place { ?event a schema:Event ; ?by ?partner . ?partner schema:location ?place }"
    assert {text(row, "place") for row in store.select(partners)} == {"Nantes"}


def test_an_organisation_of_the_register_that_nothing_names_is_there_once_a_person_chose_it(
    make_workspace: MakeWorkspace,
) -> None:
    assert names(built(make_workspace, "CCI")) == {"CCI"}
    workspace = Workspace.open(make_workspace(SETTINGS, {}))
    said(workspace, "owl:sameAs", "organisation/ror-02rx3b187", "organisation/cci")
    report = build(workspace)
    assert names(report) == {"Université Grenoble Alpes"}
    assert report.waiting == []


def test_a_kind_alone_has_those_of_the_network_s_own_sources_as_first_candidates() -> None:
    events = [naming("CCI"), naming("CCI de Grenoble")]
    register = [organisation("Chambre de commerce et d'industrie de Paris")]
    found = Resolver.among(events, register).resolve(events[0], events[0].actors[0]).identity
    assert found.candidates == ("organisation/cci-grenoble", "organisation/chambre-commerce-industrie-paris")


def test_a_kind_that_others_bear_as_an_acronym_has_the_network_s_own_and_those_of_the_place_first() -> None:
    towns = ("Bordeaux", "Nancy", "Nantes")
    register = [organisation(f"Centre hospitalier universitaire de {town}", acronym="CHU") for town in towns]
    register = [replace(each, identifiers=(Identifier("ror", each.name[-6:].lower()),)) for each in register]
    here = organisation("Centre hospitalier universitaire Grenoble Alpes", location="Grenoble")
    far = [organisation(f"CHU de {letter}illy", location=f"{letter}illy") for letter in "BCDFGHJKLMNPR"]
    own = organisation("CHU de la Tronche")
    event = naming("CHU", location="Grenoble")
    resolver = Resolver.among([own, event], [*register, here, *far])
    found = resolver.resolve(event, event.actors[0]).identity
    assert found.ambiguous
    assert found.candidates[:2] == (
        "organisation/centre-hospitalier-universitaire-grenoble-alpes-grenoble",
        resolver.identity(own).path,
    )


def test_a_wrong_key_of_a_register_is_named_with_its_line(make_workspace: MakeWorkspace) -> None:
    with pytest.raises(DataError, match=r"line 9: “pth” is not a setting of \[registers\]\. Did you mean “path”"):
        built(make_workspace, "UGA", SETTINGS.replace("[[registers]]\npath", "[[registers]]\npth"))


def test_a_register_of_events_is_set_aside(make_workspace: MakeWorkspace) -> None:
    settings = SETTINGS.replace('"organisations.csv"\nrecord = "organisation"', '"events.csv"\nrecord = "event"')
    report = built(make_workspace, "UGA", settings)
    assert [each.reason for each in report.reading.rejections] == ["a register describes actors, and this is none"]


def test_the_place_beside_a_name_tells_its_namesakes_apart() -> None:
    register = [organisation("La Fabrique", location="Lyon"), organisation("La Fabrique", location="Nantes")]
    assert paths(register, naming("La Fabrique (Nantes)")) == ["organisation/fabrique-nantes"]
    assert paths(register, naming("La Fabrique", location="12 rue Neuve, 69001 Lyon")) == ["organisation/fabrique-lyon"]


UGA = organisation("Université Grenoble Alpes", acronym="UGA", identifiers=(Identifier("ror", "uga"),))
PART = ActorReference("", Relation.PART_OF, ActorType.ORGANISATION, (Identifier("ror", "uga"),))
LIG = organisation("Laboratoire d'Informatique de Grenoble", acronym="LIG", actors=(PART,), location="Grenoble")
IGL = organisation("Ligue des inventeurs de Gironde", acronym="LIG", location="Bordeaux")


def test_a_short_acronym_alone_stays_open_where_others_of_its_length_are_shared() -> None:
    event = naming("LIG")
    others = [organisation(f"Institut {name}", acronym="INP") for name in ("de physique", "du patrimoine")]
    (named,) = paths([UGA, LIG], event)
    found = Resolver.among([event], [UGA, LIG, *others]).resolve(event, event.actors[0]).identity
    assert named == "organisation/laboratoire-informatique-grenoble-grenoble"
    assert (found.ambiguous, found.candidates) == (True, (named,))


def test_company_says_whose_acronym_it_is() -> None:
    assert paths([UGA, LIG, IGL], naming("LIG", "Univ. Grenoble Alpes"))[0].startswith("organisation/laboratoire-inf")


def test_an_acronym_is_theirs_whom_another_record_names_in_full() -> None:
    found = paths([UGA, LIG, IGL], naming("Laboratoire d'Informatique de Grenoble"), naming("LIG"))
    assert found[0] == found[1]


def weighty(name: str, acronym: str, ror: str, units: int = 12) -> list[Actor]:
    """An organisation with so many units."""
    whole = Identifier("ror", ror)
    part = ActorReference("", Relation.PART_OF, ActorType.ORGANISATION, (whole,))
    unit_names = [f"{acronym} unité {number}" for number in range(units)]
    return [
        organisation(name, acronym=acronym, identifiers=(whole,)),
        *(organisation(n, actors=(part,)) for n in unit_names),
    ]


def test_an_acronym_that_two_bear_is_not_given_to_the_better_known_one() -> None:
    register = [*weighty("Institut de physique", "INP", "inp"), organisation("Institut du patrimoine", acronym="INP")]
    event = naming("INP")
    found = Resolver.among([event], register).resolve(event, event.actors[0]).identity
    assert (found.ambiguous, found.candidates) == (True, ("organisation/ror-inp", "organisation/institut-patrimoine"))


def test_an_acronym_is_the_whole_one_s_where_but_its_parts_bear_it_too() -> None:
    part = ActorReference("", Relation.PART_OF, ActorType.ORGANISATION, (Identifier("ror", "cirad"),))
    register = weighty("Centre de coopération internationale", "CIRAD", "cirad")
    register.append(organisation("Direction des recherches", acronym="CIRAD", actors=(part,)))
    assert paths(register, naming("CIRAD")) == ["organisation/ror-cirad"]


KNOWN = (Identifier("ror", "ats"), Identifier("isni", "0000000121581279"))
WIDELY_KNOWN = [
    *weighty("Centre des montagnes", "CDM", "cdm"),
    organisation("Agence du territoire serein", acronym="ATSER", identifiers=KNOWN, location="Angers"),
    organisation("Institut Roux", acronym="IRX", identifiers=(Identifier("ror", "irx"),), location="Paris"),
    *weighty("Institut Blanc", "IBL", "ibl"),
    organisation("Institut Blanc de Mens", location="Mens"),
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # the town beside the name
        (["Centre des montagnes;Vif", "CDM;Mens"], ["ror-cdm", "ror-cdm"]),
        (["Centre des montagnes;Vif", "Centre des montagnes;Mens"], ["ror-cdm", "ror-cdm"]),
        (["ATSER;Paris"], ["ror-ats"]),
        (["Agence du territoire serein;Vif"], ["ror-ats"]),
        (["Institut Roux;Mens"], ["institut-roux > ror-irx"]),
        (["Institut Roux;Paris", "Institut Roux;Mens"], ["ror-irx", "institut-roux > ror-irx"]),
        (["Institut Blanc;Vif"], ["ror-ibl"]),
        (["Institut Blanc;Mens"], ["institut-blanc > ror-ibl"]),
        # an acronym and a full name in one list
        (["ATSER;", "Agence du territoire serein;"], ["ror-ats", "ror-ats"]),
        (["Centre des montagnes;", "CDM;"], ["ror-cdm", "ror-cdm"]),
        (["Institut Roux;", "Institut Roux;Mens", "Institut Roux;Vif"], ["ror-irx", *["institut-roux > ror-irx"] * 2]),
    ],
)
def test_a_description_is_the_registered_organisation_that_its_name_cannot_but_mean(
    rows: list[str], found: list[str]
) -> None:
    described = [organisation(name, location=place) for name, place in (row.split(";") for row in rows)]
    for order in (described, described[::-1]):
        resolver = Resolver(order, [replace(each, location=each.location or "Gap") for each in WIDELY_KNOWN])
        said = [resolver.identity(each) for each in described]
        paths = [" > ".join([each.path, *each.candidates]).replace("organisation/", "") for each in said]
        assert [re.sub(r"-(mens|vif|2)\b", "", path) for path in paths] == found


def test_whether_a_partner_of_another_town_is_the_registered_one_is_asked(make_workspace: MakeWorkspace) -> None:
    partners = '[[sources]]\npath = "partners.csv"\nrecord = "organisation"\n'
    settings = SETTINGS.replace("[[registers]]", f"{partners}[[registers]]")
    files = {"partners.csv": "name,location\nUGA,Vif\n", "organisations.csv": REGISTER, "events.csv": "title,date\n"}
    store = build(Workspace.open(make_workspace(settings, dict(files)))).snapshot.store()
    (asked,) = review_queue(store, Rulings())
    assert {asked.subject.label, asked.object.label} == {"UGA", "Université Grenoble Alpes"}


def test_a_unit_s_code_alone_stays_open_and_its_company_settles_it() -> None:
    lab = organisation("Laboratoire d'informatique", variants=("UMR 5217",), actors=(PART,))
    event, written = naming("UMR 5217"), naming("UMR 5217", "Univ. Grenoble Alpes")
    resolver = Resolver.among([event, written], [UGA, lab])
    alone, beside = (resolver.resolve(each, each.actors[0]).identity for each in (event, written))
    assert (alone.ambiguous, alone.candidates) == (True, (beside.path,))
    assert beside.name == lab.name


def test_a_code_that_nothing_but_itself_tells_of_is_no_candidate_of_its_own() -> None:
    code, named = naming("UMR 5217"), naming("LIG (UMR 5217)")
    resolver = Resolver.among([code, named])
    found, lab = (resolver.resolve(each, each.actors[0]).identity for each in (code, named))
    assert (found.ambiguous, found.candidates) == (True, (lab.path,))


def succession() -> list[Actor]:
    old, new = Identifier("ror", "old"), Identifier("ror", "new")
    follows = ActorReference("", Relation.REPLACES, ActorType.ORGANISATION, (old,))
    former = organisation("Université Paul-Valéry Montpellier", acronym="UPVM", identifiers=(old,))
    heir = organisation("Université de l'Hérault", acronym="UDH", identifiers=(new,), actors=(follows,))
    return [former, heir]


def test_an_organisation_and_the_one_it_replaces_keep_their_own_names() -> None:
    names = "Université Paul-Valéry Montpellier", "Université de l'Hérault"
    assert paths(succession(), naming(*names)) == ["organisation/ror-old", "organisation/ror-new"]


def test_a_name_that_is_neither_s_own_leaves_a_succession_to_a_person() -> None:
    event = naming("Montpellier Paul-Valéry University")
    found = Resolver.among([event], succession()).resolve(event, event.actors[0]).identity
    assert (found.ambiguous, found.candidates) == (True, ("organisation/ror-old",))


def test_another_whose_acronym_abbreviates_the_name_may_be_meant() -> None:
    register = [
        organisation("Institut catholique d'arts et métiers", acronym="ICAM", identifiers=(Identifier("ror", "a"),)),
        organisation("Icam Toulouse", acronym="ICAM", identifiers=(Identifier("ror", "b"),)),
    ]
    event = naming("Institut catholique d'arts et métiers")
    found = Resolver.among([event], register).resolve(event, event.actors[0]).identity
    assert found.ambiguous


def known(name: str, acronym: str, *schemes: str, part_of: str = "", **fields: object) -> Actor:
    """One of a register that also bears an identifier of each of the schemes."""
    identifiers = (Identifier("ror", name), *(Identifier(each, name) for each in schemes))
    whole = (ActorReference("", Relation.PART_OF, ActorType.ORGANISATION, (Identifier("ror", part_of),)),)
    return organisation(name, acronym=acronym, identifiers=identifiers, actors=whole if part_of else (), **fields)


GEM = known("Grenoble Ecole de Management", "GEM")
SHARED = [
    known(f"{each} {name}", f"{each[0]}{name[0]}XYZW"[:size])
    for each, name in [("Alpha", "beta"), ("Aube", "bleue")]
    for size in (3, 4, 5, 6)
]
"""Acronyms of each length that two bear, as in any large register."""


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("Grenoble Ecole de Management", [GEM, known("Pharmacologie de l'enfant", "GEM")]),
        ("ADEME", [known("Agence de la transition écologique", "ADEME", "isni")]),
        ("OCDE", [known("Organisation de coopération et de développement économiques", "OCDE", "isni")]),
        ("INDIGEO", [known("Géosciences", "INDIGEO", part_of="x")]),
        ("ADEME (Agence de la transition écologique)", [known("Agence de la transition écologique", "ADEME")]),
        ("Agence de la transition écologique (ADEME)", [known("Agence de la transition écologique", "ADEME")]),
    ],
)
def test_an_own_name_or_a_renowned_acronym_to_the_letter_is_whose_it_is(name: str, register: list[Actor]) -> None:
    event = naming(name)
    resolver = Resolver.among([event], [*register, *SHARED])
    assert resolver.resolve(event, event.actors[0]).identity == resolver.identity(register[0])


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("GEM", [GEM, known("Pharmacologie de l'enfant", "GEM")]),
        ("ADEME", [known("Agence de la transition écologique", "ADEME")]),
        ("ADEME", [known("Agence de la transition écologique", "ADEME", "isni", part_of="x")]),
        ("Ademe", [known("Agence de la transition écologique", "ADEME", "isni")]),
        ("ANR", [known("Agence nationale de la recherche", "ANR", "isni")]),
        ("Laboratoire de physique condensée", [known("Laboratoire de physique condensée", "LPC"), known("X", "LPC")]),
        ("EDF (Agence de la transition écologique)", [known("Agence de la transition écologique", "ADEME")]),
    ],
)
def test_an_acronym_or_a_name_that_others_may_have_stays_open_with_whom_it_may_mean(
    name: str, register: list[Actor]
) -> None:
    event = naming(name)
    resolver = Resolver.among([event], [*register, *SHARED])
    found = resolver.resolve(event, event.actors[0]).identity
    assert found.ambiguous
    assert resolver.identity(register[0]).path in found.candidates


def test_an_acronym_that_stands_before_the_names_of_others_is_nobody_s_alone() -> None:
    ens = weighty("École normale supérieure - PSL", "ENS", "ens")
    lyon = organisation("École normale supérieure de Lyon", variants=("ENS Lyon",))
    part = organisation("ENS Physique", actors=(ActorReference("", Relation.PART_OF, None, ens[0].identifiers),))
    event = naming("ENS")
    alone = Resolver.among([event], [*ens, part]).resolve(event, event.actors[0]).identity
    beside = Resolver.among([event], [*ens, part, lyon]).resolve(event, event.actors[0]).identity
    assert not alone.ambiguous
    assert (beside.ambiguous, beside.candidates) == (True, (alone.path, "organisation/ecole-normale-superieure-lyon"))


def test_two_capitals_are_no_saint() -> None:
    assert paths([], naming("ST", "ST Microelectronics", "Ville de St-Étienne", "VILLE DE ST ETIENNE")) == [
        "organisation/st",
        "organisation/st-microelectronics",
        "organisation/ville-saint-etienne",
        "organisation/ville-saint-etienne",
    ]


def test_a_partner_whom_a_source_describes_is_the_one_of_the_register() -> None:
    partner = organisation("Univ. Grenoble Alpes", location="Grenoble")
    resolver = Resolver.among([partner], [UGA])
    assert resolver.identity(partner) == resolver.identity(UGA)
    assert resolver.identity(partner).path == "organisation/ror-uga"


def test_a_partner_with_another_identifier_is_another() -> None:
    partner = organisation("Université Grenoble Alpes", identifiers=(Identifier("ror", "other"),))
    resolver = Resolver.among([partner], [UGA])
    assert resolver.identity(partner) != resolver.identity(UGA)


def test_a_laboratory_or_a_site_is_not_its_parent() -> None:
    register = [organisation("Centre National de la Recherche Scientifique", acronym="CNRS"), UGA]
    wanted = ["Institut des plantes du CNRS", "CNRS Grenoble", "Laboratoire de droit de l'UGA", "CNRS", "UGA"]
    assert len(set(paths(register, naming(*wanted)))) == 5


def test_a_name_with_a_slip_is_known_and_one_with_another_number_is_not() -> None:
    register = [organisation("Institut de microbiologie générale", identifiers=(Identifier("ror", "a"),))]
    numbered = [organisation("Université Lumière Lyon 2", identifiers=(Identifier("ror", "b"),))]
    assert paths(register, naming("Institut de microbilogie générale")) == ["organisation/ror-a"]
    assert paths(numbered, naming("Université Lumière Lyon 3")) != ["organisation/ror-b"]


def test_a_name_alike_is_offered_to_be_compared() -> None:
    event = naming("Université Lumière Lyon II")
    register = [organisation("Université Lumière Lyon 2", identifiers=(Identifier("ror", "b"),))]
    assert Resolver.among([event], register).resolve(event, event.actors[0]).identity.candidates == (
        "organisation/ror-b",
    )


@pytest.mark.parametrize(
    ("name", "known", "offered"),
    [
        ("Conseil départemental de l'Isère", "Conseil départemental de la Marne", False),
        ("Conseil départemental de la Haute-Savoie", "Conseil départemental de la Savoie", False),
        ("Inserm U1234", "Inserm U1203", False),
        ("Université de la Rochelle 2", "Université de la Rochelle 3", False),
        ("Université Lyon III", "Université Jean Moulin Lyon III", True),
        ("Université Lyon 3", "Université Jean Moulin Lyon III", True),
    ],
)
def test_who_has_another_number_or_another_place_in_the_name_is_not_offered(
    name: str, known: str, offered: bool
) -> None:
    event = naming(name)
    found = Resolver.among([event], [organisation(known)]).resolve(event, event.actors[0]).identity
    assert bool(found.candidates) is offered


def test_towns_in_the_name_tell_apart_those_that_are_offered() -> None:
    register = [organisation("Mission locale de Villefontaine", location="Villefontaine")]
    register.append(organisation("Chambre des notaires", location="Villefranche"))
    event = naming("Mission locale de Villefranche")
    assert Resolver.among([event], register).resolve(event, event.actors[0]).identity.candidates == ()


@pytest.mark.parametrize("kind", ["CCI", "CHU"])
def test_a_kind_alone_is_ambiguous_with_those_that_the_register_knows(kind: str) -> None:
    register = [
        organisation("Chambre de commerce et d'industrie de Paris", identifiers=(Identifier("ror", "p"),)),
        organisation("Centre hospitalier universitaire de Nantes", identifiers=(Identifier("ror", "n"),)),
    ]
    event = naming(kind)
    found = Resolver.among([event], register).resolve(event, event.actors[0]).identity
    assert (found.ambiguous, found.candidates) == (
        True,
        ("organisation/ror-p" if kind == "CCI" else "organisation/ror-n",),
    )


def test_the_order_of_records_decides_nothing() -> None:
    events = [naming("LIG"), naming("Univ. Grenoble Alpes"), naming("La Poste"), naming("Groupe La Poste"), naming("X")]
    forward = dict(zip(events, paths([UGA, LIG], *events), strict=True))
    backward = dict(zip(events[::-1], paths([UGA, LIG], *events[::-1]), strict=True))
    assert forward == backward


@pytest.fixture(scope="module")
def registers(shared_data: Path) -> list[Actor]:
    folder = shared_data / "organisations"
    columns = {"name": "NOM_TL", "location": "NOMCOM"}
    census = Source(path="x", record="organisation", map=columns)
    places = list(read_table(folder / "CGET_TiersLieux_2019.nocontact.csv", census))
    found = [*read_ror(folder / "ror-fr.jsonl", Source(path="x")), *places]
    return [actor for actor in found if isinstance(actor, Actor)]


def test_partners_of_the_alliance_are_who_a_person_thinks(registers: list[Actor]) -> None:
    wanted = [
        "UGA",
        "Univ. Grenoble Alpes",
        "CEA",
        "Groupe La Poste",
        "La Poste",
        "CCI",
        "Col‘Inn",
        "Schneider Electric",
    ]
    event = naming(*wanted)
    resolver = Resolver.among([event], registers)
    found = {each.name: resolver.resolve(event, each).identity for each in event.actors}
    assert found["UGA"].path == found["Univ. Grenoble Alpes"].path == "organisation/ror-02rx3b187"
    assert found["CEA"].path == "organisation/ror-00jjx8s55"
    assert found["Groupe La Poste"] == found["La Poste"]
    assert found["Col‘Inn"].path == "organisation/col-inn-grenoble"
    assert found["CCI"].ambiguous
    assert "organisation/ror-05dwk8b49" in found["CCI"].candidates
    assert len({identity.path for identity in found.values()}) == 6


def test_a_name_that_two_of_one_town_bear_stays_open_with_each_candidate_once() -> None:
    twins = [organisation("Maison des arts", location="Brest", identifiers=(Identifier("ror", each),)) for each in "ab"]
    event = naming("Maison des arts", location="Brest")
    found = Resolver.among([event], twins).resolve(event, event.actors[0]).identity
    assert found.candidates == ("organisation/ror-a", "organisation/ror-b")
