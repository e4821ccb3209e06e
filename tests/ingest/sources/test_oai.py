"""Dublin Core by OAI-PMH: harvested from a server that is really there, with all that servers do, and from files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from explorer.texts import texts
from explorer.texts.told import told, told_error
from graph.workspace import Source, Workspace
from ingest.build import build
from ingest.quarantine import Quarantine
from ingest.records import EDITOR, Publication, Record, Rejection, Relation
from ingest.sources import guess_format
from ingest.sources.oai import read
from ingest.sources.oai.harvest import harvest
from ontology.errors import CallError, DataError

HEAD = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{date}</responseDate>'
IDENTIFY = (
    "<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><deletedRecord>{deleted}</deletedRecord></Identify>"
)
RECORD = """<record><header><identifier>oai:{id}</identifier><datestamp>2024-01-0{id}</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title xml:lang="fr">{title}</dc:title><dc:creator>Petit, Zoé</dc:creator><dc:creator>Fabrique des Alpes</dc:creator>
<dc:subject>tiers-lieux ; RSE</dc:subject><dc:description>Un long résumé.</dc:description><dc:date>2019-05</dc:date>
<dc:date>2024-01-01T10:00:00Z</dc:date><dc:type>info:eu-repo/semantics/article</dc:type><dc:language>fre</dc:language>
<dc:identifier>https://doi.org/10.5555/oai.{id}</dc:identifier>
<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights></oai_dc:dc></metadata></record>"""
DELETED = '<record><header status="deleted"><identifier>oai:{id}</identifier></header></record>'

Answer = tuple[int, dict[str, str], str]


class Repository:
    """A server on loopback whose answers a test sets, by verb, token or ``from``; it remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answers: dict[str, list[Answer]] = {}
        self.deleted, self.date = "persistent", "2024-01-05T00:00:00Z"
        repository = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = repository.answer(dict(parse_qsl(urlsplit(self.path).query)))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/oai"

    def answer(self, asked: dict[str, str]) -> Answer:
        self.asked.append(asked)
        name = asked.get("resumptionToken") or asked.get("from") or asked.get("verb", "")
        waiting = self.answers.get(name)
        if waiting:
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return self.page(IDENTIFY.format(deleted=self.deleted))

    def page(self, body: str) -> Answer:
        return 200, {}, f"{HEAD.format(date=self.date)}{body}</OAI-PMH>"

    def lists(self, name: str, *records: str, token: str = "") -> None:
        end = f"<resumptionToken>{token}</resumptionToken>" if token else ""
        self.answers[name] = [self.page(f"<ListRecords>{''.join(records)}{end}</ListRecords>")]


@pytest.fixture
def repository() -> Iterator[Repository]:
    made = Repository()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def record(number: int, title: str = "Les tiers-lieux") -> str:
    return RECORD.format(id=number, title=title)


def found(path: Path) -> list[Record | Rejection]:
    return list(read(path, Source(path="x", format="oai")))


def titles(path: Path) -> list[str]:
    return [each.title.value for each in found(path) if isinstance(each, Publication) and each.title]


def test_a_list_in_several_parts_is_harvested_whole(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"), token="t/1")
    repository.lists("t/1", record(3, "Trois"))
    assert titles(harvest(f"{repository.address}?set=a", tmp_path).path) == ["Un", "Deux", "Trois"]
    assert repository.asked[1:] == [
        {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a"},
        {"verb": "ListRecords", "resumptionToken": "t/1"},
    ]


def test_the_next_harvest_asks_for_changes_and_takes_deleted_records_out(
    repository: Repository, tmp_path: Path
) -> None:
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"), record(3, "Trois"))
    harvest(repository.address, tmp_path)
    repository.lists(repository.date, record(2, "Deux bis"), DELETED.format(id=1), record(4, "Quatre"))
    path = harvest(repository.address, tmp_path).path
    assert repository.asked[-1]["from"] == "2024-01-05T00:00:00Z"
    assert titles(path) == ["Deux bis", "Trois", "Quatre"]


def test_nothing_new_leaves_the_file_as_it_is(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1), record(2, "Deux"))
    before = harvest(repository.address, tmp_path).path.read_bytes()
    repository.answers[repository.date] = [repository.page('<error code="noRecordsMatch">none</error>')]
    assert harvest(repository.address, tmp_path).path.read_bytes() == before


def test_without_track_of_deletions_all_is_harvested_again_after_a_week(repository: Repository, tmp_path: Path) -> None:
    repository.deleted = "no"
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"))
    harvest(repository.address, tmp_path)
    repository.lists("2024-01-05T00:00:00Z", record(3, "Trois"))
    repository.date = "2024-01-15T00:00:00Z"
    repository.lists("2024-01-05T00:00:00Z", record(3, "Trois"))
    assert len(titles(harvest(repository.address, tmp_path).path)) == 3
    repository.lists("ListRecords", record(2, "Deux"))
    assert titles(harvest(repository.address, tmp_path).path) == ["Deux"]


def test_an_answer_with_entities_is_refused_and_loses_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", *(record(number) for number in range(1, 4)))
    path = harvest(repository.address, tmp_path).path
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    changed = record(4, "Quatre") + record(5, "L'&eacute;conomie") + record(1, "Un bis")
    doctype = '<!DOCTYPE OAI-PMH [<!ENTITY eacute "&#233;">]>'
    answer = repository.page(f"<ListRecords>{changed}</ListRecords>")
    repository.answers[repository.date] = [(200, {}, doctype + answer[2])]
    with pytest.raises(DataError, match=r"the record “oai:5” holds the entity &eacute;.*Tell those who keep"):
        harvest(repository.address, tmp_path)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before
    repository.answers[repository.date] = [(200, {}, doctype + answer[2].replace("&eacute;", "é"))]
    harvest(repository.address, tmp_path)
    assert titles(path) == ["Un bis", "Les tiers-lieux", "Les tiers-lieux", "Quatre", "L'économie"]


def test_a_damaged_file_is_harvested_anew(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"))
    path = harvest(repository.address, tmp_path).path
    path.write_bytes(path.read_bytes().replace(b"Deux", b"&eacute;"))
    repository.lists(repository.date, record(3, "Trois"))
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"), record(3, "Trois"))
    assert titles(harvest(repository.address, tmp_path).path) == ["Un", "Deux", "Trois"]


def test_a_record_listed_twice_is_replaced_whole(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Vieux"), record(2, "Deux"), record(1, "Un"), record(2, "Deux"))
    harvest(repository.address, tmp_path)
    repository.lists(repository.date, record(1, "Neuf"), DELETED.format(id=2))
    assert titles(harvest(repository.address, tmp_path).path) == ["Neuf"]


@pytest.mark.parametrize("said", ["3", "Tue, 01 Jan 2002 00:00:00 GMT"])
def test_a_busy_server_is_asked_again_when_it_says(repository: Repository, tmp_path: Path, said: str) -> None:
    repository.lists("ListRecords", record(1, "Un"))
    repository.answers["ListRecords"].insert(0, (503, {"Retry-After": said}, ""))
    waits: list[float] = []
    assert titles(harvest(repository.address, tmp_path, waits.append).path) == ["Un"]
    assert waits == [3.0 if said == "3" else 0.0]


def test_an_answer_that_is_cut_short_is_asked_again(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Un"), record(2, "Deux"))
    status, headers, body = repository.answers["ListRecords"][0]
    repository.answers["ListRecords"].insert(0, (status, headers, body[: len(body) // 2]))
    waits: list[float] = []
    assert titles(harvest(repository.address, tmp_path, waits.append).path) == ["Un", "Deux"]
    assert waits == [2.0]


def test_each_address_has_a_file_of_its_own(repository: Repository, tmp_path: Path) -> None:
    asked = ("set=themes:rse", "set=themes_rse", f"set={'a' * 150}:1", f"set={'a' * 150}:2")
    for number, parameter in enumerate(asked, 1):
        repository.lists("ListRecords", record(number, parameter))
        assert titles(harvest(f"{repository.address}?{parameter}", tmp_path).path) == [parameter]
    assert len(list(tmp_path.glob("*.xml"))) == len(asked)


def test_a_server_that_stays_busy_is_left_and_what_was_harvested_does(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Un"))
    harvest(repository.address, tmp_path)
    repository.answers["Identify"] = [(503, {}, "")]
    waits: list[float] = []
    kept = harvest(repository.address, tmp_path, waits.append)
    assert titles(kept.path) == ["Un"]
    assert "answers 503; what was harvested before is used" in kept.trouble
    assert told(texts("fr"), kept.trouble) == "le serveur répond 503\xa0; ce qui a été moissonné auparavant sert"
    assert waits == [2, 4, 8, 16]


def test_a_token_that_is_bad_begins_the_list_again_once(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1, "Un"), token="t1")
    repository.lists("t1", record(2, "Deux"))
    repository.answers["t1"].insert(0, repository.page('<error code="badResumptionToken">old</error>'))
    assert titles(harvest(repository.address, tmp_path).path) == ["Un", "Deux"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, ""), "answers 404"),
        ((200, {}, "<html><p>Bonjour</p></html>"), "is not OAI-PMH"),
        ((200, {}, ""), "the server's answer is empty"),
        ((200, {}, HEAD.format(date="x") + "<ListRecords><record>"), "the server's answer is cut short. Build again"),
        ((200, {"Content-Length": "999"}, HEAD.format(date="x") + "</OAI-PMH>"), "the server's answer is cut short"),
        (
            (200, {}, f"{HEAD.format(date='x')}<ListRecords>{RECORD.format(id=7, title='')}<p>\x0b</p></OAI-PMH>"),
            "the XML is broken: .* .verb ListRecords, after the record “oai:7”.. Tell those who keep",
        ),
        ((200, {}, "<html>\x0b</html>"), "the XML is broken: .* Check the address"),
        (
            (200, {}, HEAD.format(date="x") + '<error code="badArgument">non</error></OAI-PMH>'),
            "“badArgument”: non. Check set=",
        ),
        (
            (200, {}, HEAD.format(date="x") + '<error code="badVerb">non</error></OAI-PMH>'),
            "“badVerb”: non. Check the address",
        ),
        ((302, {"Location": "http://example.org/oai"}, ""), "leads to another one"),
        ((302, {"Location": "http://127.0.0.1:1/oai"}, ""), "leads to another one"),
        ((302, {"Location": "file:///etc/passwd"}, ""), "leads to another one|answers 302"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence_and_nothing_is_kept(
    repository: Repository, tmp_path: Path, answer: Answer, said: str
) -> None:
    repository.answers["ListRecords"] = [answer]
    with pytest.raises(DataError, match=said) as error:
        harvest(repository.address, tmp_path, lambda _: None)
    assert str(tmp_path) not in str(error.value)
    french = told_error(texts("fr"), error.value)
    assert french
    assert not re.search("the (XML|server|answer|record)", french)
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_never_ends_is_ended(repository: Repository, tmp_path: Path) -> None:
    repository.lists("ListRecords", record(1), token="t1")
    repository.lists("t1", record(1), token="t1")
    with pytest.raises(DataError, match="never ends"):
        harvest(repository.address, tmp_path)


def test_an_answer_without_end_is_cut(repository: Repository, tmp_path: Path) -> None:
    repository.answers["ListRecords"] = [(200, {}, " " * 60_000_000)]
    with pytest.raises(DataError, match="larger than 50 MB"):
        harvest(repository.address, tmp_path)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://e.org/x", "http://", "http://a:b@e.org/", "http://e.org/oai?url=x"]
)
def test_only_an_address_of_the_web_is_harvested(tmp_path: Path, address: str) -> None:
    with pytest.raises(CallError):
        harvest(address, tmp_path)


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be reached"):
        harvest("http://127.0.0.1:1/oai", tmp_path, lambda _: None)


def test_dublin_core_becomes_a_publication(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    one = record(1).replace("<dc:title", "<dc:publisher>Vif : Dunod , 2019</dc:publisher><dc:title", 1)
    path.write_text(f"{HEAD.format(date='x')}<GetRecord>{one}</GetRecord></OAI-PMH>", encoding="utf-8")
    assert guess_format(path) == "oai"
    (publication,) = found(path)
    assert isinstance(publication, Publication)
    assert publication.issued
    assert (publication.issued.value, publication.language, publication.place.locator) == (
        "2019-05",
        "fr",
        "record oai:1",
    )
    assert publication.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert [keyword.value for keyword in publication.keywords] == ["tiers-lieux", "RSE"]
    assert [(actor.name, actor.relation) for actor in publication.actors] == [
        ("Zoé Petit", Relation.CREATOR), ("Fabrique des Alpes", Relation.CREATOR), ("Dunod", Relation.PUBLISHER)
    ]  # fmt: skip
    assert publication.identifiers[0].value == "10.5555/oai.1"


@pytest.mark.parametrize("element", ["creator", "contributor"])
@pytest.mark.parametrize(
    ("said", "editors"),
    [
        ("Petit, Anne (dir.)", ["Anne Petit"]),
        ("Anne Petit et Paul Durand (dir.)", ["Anne Petit", "Paul Durand"]),
        ("sous la direction d'Anne Petit", ["Anne Petit"]),
        ("Sous la direction de Anne Petit et Paul Durand", ["Anne Petit", "Paul Durand"]),
    ],
)
def test_those_who_direct_a_work_are_its_editors(tmp_path: Path, element: str, said: str, editors: list[str]) -> None:
    record = RECORD.format(id=1, title="Un").replace("<dc:subject>", f"<dc:{element}>{said}</dc:{element}><dc:subject>")
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD.format(date='')}<ListRecords>{record}</ListRecords></OAI-PMH>", encoding="utf-8")
    (work,) = read(path, Source(path=path.name))
    assert isinstance(work, Publication)
    assert [actor.name for actor in work.actors if actor.field == EDITOR] == editors
    assert {actor.name for actor in work.actors} == {"Zoé Petit", "Fabrique des Alpes", *editors}


@pytest.mark.parametrize(
    ("said", "issued", "aside"),
    [
        (("date>2020-03-01", "date>2019"), "2019", ["2020-03-01"]),
        (("date>2019", "date>2019-05-02", "date>2021", "date>2021"), "2019-05-02", ["2021"]),
        (("date>2018-11-02T10:00:00Z", "date>info:eu-repo/date/embargoEnd/2021-01-01", "date>2019"), "2019", []),
        (("created>2017", "date>2018", "issued>2019-05"), "2019-05", []),
        (("created>2017", "date>2018-11-02T10:00:00Z"), "2017", []),
        (("date>2024-01-05T10:00:00Z", "date>2023-01-05T10:00:00Z"), "2024-01-05T10:00:00", []),
    ],
)
def test_of_several_dates_the_first_publication_counts_and_others_are_told(
    tmp_path: Path, said: tuple[str, ...], issued: str, aside: list[str]
) -> None:
    terms = (each.partition(">") for each in said)
    dates = "".join(f'<{name} xmlns="http://purl.org/dc/terms/">{date}</{name}>' for name, _, date in terms)
    record = re.sub(r"<dc:date>[^<]*</dc:date>", "", RECORD.format(id=1, title="Un"))
    record = record.replace("<dc:type>", f"{dates}<dc:type>")
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD.format(date='')}<ListRecords>{record}</ListRecords></OAI-PMH>", encoding="utf-8")
    work, *told = read(path, Source(path=path.name))
    assert isinstance(work, Publication)
    assert work.issued
    assert work.issued.value.removesuffix("Z") == issued
    assert [each.reason for each in told if isinstance(each, Rejection)] == [
        f"“{date}” cannot be taken as dc:date: “{issued}” is taken" for date in aside
    ]


def test_an_abstract_of_each_language_is_kept_and_what_is_none_is_not(tmp_path: Path) -> None:
    told = ("Un résumé qui dit tout des lieux, et de ceux qui y vont.", "An abstract that says all of the places.")
    described = [f'<dc:description xml:lang="{language}">{text}' for language, text in zip("fe", told, strict=True)]
    described.append('<dc:description xml:lang="es">Sí')
    said = "</dc:description>".join(described).replace('"f"', '"fr"').replace('"e"', '"en"')
    record = RECORD.format(id=1, title="Un").replace("<dc:description>Un long résumé.", said).replace("fre<", "eng<")
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD.format(date='')}<ListRecords>{record}</ListRecords></OAI-PMH>", encoding="utf-8")
    (work,) = read(path, Source(path=path.name))
    assert isinstance(work, Publication)
    assert work.abstract
    assert (work.abstract.language, work.abstract.value) == ("en", told[1])
    assert [(each.language, each.value) for each in work.other_abstracts] == [("fr", told[0])]
    assert [each.field for each in work.passages] == ["title", "abstract", "abstract-fr", "keywords"]


def test_a_record_without_dublin_core_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    other = (
        '<record><header><identifier>oai:9</identifier></header><metadata><mods xmlns="m">x</mods></metadata></record>'
    )
    path.write_text(f"{HEAD.format(date='x')}<ListRecords>{other}</ListRecords></OAI-PMH>", encoding="utf-8")
    (rejection,) = found(path)
    assert isinstance(rejection, Rejection)
    assert "no Dublin Core" in rejection.reason


@pytest.mark.parametrize(
    ("content", "said"),
    [("<OAI-PMH/>", "no record of OAI-PMH"), ("", "the file is empty"), ("<a/>", "no record of OAI-PMH")],
)
def test_a_file_without_records_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.xml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        found(tmp_path / "a.xml")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
    )
    text = f"{bomb}{HEAD.format(date='x')}<ListRecords>{record(1, 'Un &b;&c; titre')}</ListRecords></OAI-PMH>"
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    said = str(found(tmp_path / "a.xml"))
    assert "aaaaaaaaaa" not in said
    assert "root:" not in said


def test_a_build_harvests_and_without_network_uses_what_it_has(
    repository: Repository, make_workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.sources.oai.client.time.sleep", lambda _: None)
    repository.lists("ListRecords", record(1, "Les tiers-lieux"))
    settings = f'[network]\nbase_iri = "https://e.org/"\n[[sources]]\npath = "{repository.address}"\nformat = "oai"\n'
    workspace = Workspace.open(make_workspace(settings, {}))
    first = build(workspace)
    assert first.snapshot.manifest.things["publication"] == 1
    assert first.snapshot.manifest.sources[0].name == repository.address
    repository.answers["Identify"] = [(503, {"Retry-After": "9999"}, "")]
    second = build(workspace)
    assert not second.published
    (item,) = Quarantine.of(workspace).items()
    assert "what was harvested before is used" in item.reason


def test_records_without_identifier_are_states_of_no_other(tmp_path: Path) -> None:
    records = "".join(RECORD.format(id=number, title=f"Titre {number}") for number in (1, 2, 3))
    records = re.sub("<identifier>oai:[12]</identifier>", "", records)
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD.format(date='2024-01-05')}<ListRecords>{records}</ListRecords></OAI-PMH>", encoding="utf-8")
    found = [
        each.title.value for each in read(path, Source(path="a.xml")) if isinstance(each, Publication) and each.title
    ]
    assert found == ["Titre 1", "Titre 2", "Titre 3"]
