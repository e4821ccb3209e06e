"""RDF files are read in every syntax, and no bad or hostile one gets past with less than a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import rdflib

from ontology.errors import DataError
from ontology.rdf_file import FORMATS, rdf_format, read_triples

ONE = '<http://e.org/a> <http://e.org/p> "é"@fr .'
RDF_XML = """<?xml version="1.0"?>{doctype}
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">
<rdf:Description rdf:about="http://e.org/a"><e:p xml:lang="fr">{text}</e:p></rdf:Description></rdf:RDF>"""
DECLARED = RDF_XML.replace("?>", ' encoding="{encoding}"?>')
JSON_LD = '{"@id": "http://e.org/a", "http://e.org/p": {"@value": "é", "@language": "fr"}}'


def texts(path: Path) -> list[str]:
    return [str(triple.object.value) for triple in read_triples(path) if hasattr(triple.object, "value")]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as raised:
        list(read_triples(path))
    return str(raised.value)


@pytest.mark.parametrize("extension", FORMATS)
def test_each_syntax_says_the_same(tmp_path: Path, extension: str) -> None:
    in_json = extension in (".json", ".jsonld")
    in_xml = extension in (".rdf", ".owl", ".xml")
    content = JSON_LD if in_json else RDF_XML.format(doctype="", text="é") if in_xml else ONE
    assert texts(written(tmp_path, f"one{extension}", content)) == ["é"]


@pytest.mark.parametrize(
    ("name", "form"), [("a.nt", "nt"), ("a.ttl", "turtle"), ("a.rdf", "xml"), ("a.jsonld", "json-ld")]
)
def test_what_another_library_writes_is_read_whole(tmp_path: Path, name: str, form: str) -> None:
    graph = rdflib.Graph().parse(data=ONE, format="turtle")
    graph.serialize(tmp_path / name, format=form, encoding="utf-8")
    assert texts(tmp_path / name) == ["é"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "windows.ttl", b"\xef\xbb\xbf" + ONE.encode())) == ["é"]


def test_the_extension_counts_whatever_its_case() -> None:
    assert rdf_format(Path("A.TTL")) == rdf_format(Path("a.ttl"))


@pytest.mark.parametrize("name", ["vocabulary.csv", "vocabulary", "vocabulary.csv.gz"])
def test_an_extension_of_no_syntax_is_told_with_those_that_are(tmp_path: Path, name: str) -> None:
    assert "is not of an RDF syntax. Use one of .ttl .nt .rdf" in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["a.ttl.zip", "a.ttl.xz", "a.TGZ"])
def test_another_archive_is_to_be_unpacked(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).endswith("Unpack it, and name what is in it.")


class TestPacked:
    """What gzip packed is read as it would be unpacked, within bounds."""

    @pytest.mark.parametrize("name", ["a.ttl.gz", "a.TTL.GZ", "a.ttl", "a.rdf.gz", "a.jsonld.gz", "a.nt.gz"])
    def test_it_is_read_in_the_syntax_that_its_name_announces(self, tmp_path: Path, name: str) -> None:
        xml = DECLARED.format(encoding="ISO-8859-1", doctype="", text="é").encode("latin-1")
        content = xml if ".rdf" in name else (JSON_LD if ".jsonld" in name else ONE).encode()
        assert texts(written(tmp_path, name, gzip.compress(content))) == ["é"]

    def test_one_cut_short_is_told(self, tmp_path: Path) -> None:
        told = refusal(written(tmp_path, "a.ttl.gz", gzip.compress(ONE.encode())[:-4]))
        assert "a.ttl.gz: the file is packed by gzip, and damaged or cut short" in told
        assert told.endswith("Fetch it again, whole.")

    def test_one_that_swells_is_refused(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.ttl.gz", gzip.compress(b" " * 3_000_000))
        with pytest.raises(DataError, match=r"the packed file holds more than 2 MB\. Cut it in parts\."):
            list(read_triples(path, most=2_000_000))

    def test_a_fault_in_it_is_placed_at_the_line_of_what_is_in_it(self, tmp_path: Path) -> None:
        packed = gzip.compress(f"{ONE}\n<http://e.org/a> nonsense".encode())
        assert "a.ttl.gz, line 2, column " in refusal(written(tmp_path, "a.ttl.gz", packed))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path / "no.ttl")
        == f"{tmp_path}/no.ttl: the file cannot be read (No such file or directory). Check the path."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    assert "folder.ttl: the file cannot be read (Is a directory)" in refusal(tmp_path / "folder.ttl")


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert list(read_triples(written(tmp_path, "empty.ttl", b""))) == []


def test_an_empty_file_is_no_json(tmp_path: Path) -> None:
    assert "the file is not well-formed" in refusal(written(tmp_path, "empty.jsonld", b""))


@pytest.mark.parametrize("extension", [".ttl", ".nt", ".rdf", ".jsonld"])
def test_a_file_cut_short_is_an_error(tmp_path: Path, extension: str) -> None:
    whole = {".rdf": RDF_XML.format(doctype="", text="é"), ".jsonld": JSON_LD}.get(extension, ONE)
    assert "the file is not well-formed" in refusal(written(tmp_path, f"cut{extension}", whole[: len(whole) - 8]))


@pytest.mark.parametrize("depth", [98, 99, 4_000, 100_000])
def test_json_ld_that_is_nested_too_deep_is_refused_before_it_is_parsed(tmp_path: Path, depth: int) -> None:
    nested = f'{{"@context": {{"@vocab": "https://schema.org/"}}, "name": "{"[" * 200}",\n'
    nested += '"superEvent": {"@type": "Event",\n' * depth + '"name": "x"' + "}" * depth + "}"
    path = written(tmp_path, "deep.jsonld", nested)
    if depth <= 99:
        assert len(list(read_triples(path))) == 2 * depth + 2
        return
    problem = "lists and objects stand in each other more than 100 deep"
    assert refusal(path) == f"{path}, line 101: {problem}. Give the inner object an @id, and refer to it by that."


def test_a_syntax_error_is_placed_at_its_line_and_column(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, "bad.ttl", f"{ONE}\n<http://e.org/a> nonsense"))
    assert f"{tmp_path}/bad.ttl, line 2, column " in told
    assert told.endswith("Mend the syntax there.")
    assert "Parser error" not in told


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.ttl", f"{ONE}\n<a> a <http://e.org/c> .", "line 2, column 1"),
        ("a.ttl", f"{ONE}\n@prefix e: <#> .", "line 2, column 12"),
        ("a.nt", "<http://e.org/a> <http://e.org/p> <b> .", "line 1, column 35"),
        ("a.rdf", RDF_XML.format(doctype="", text="a").replace("http://e.org/a", "a"), "line 3"),
        ("a.rdf", RDF_XML.format(doctype="", text="a").replace("http://e.org/a", ""), "line 3"),
        ("a.rdf", RDF_XML.format(doctype="", text="a").replace('about="http://e.org/', 'ID="'), "line 3"),
        (
            "a.jsonld",
            '[{"@id": "http://e.org/b",\n"http://e.org/p": 1}, {\n"@id": "a", "http://e.org/p": 1}]',
            "line 3",
        ),
        ("a.jsonld", '{"@id": "#a",\n"@type": "http://e.org/c"}', "line 1"),
        ("a.jsonld", '{"@id": "http://e.org/a",\n\n"http://e.org/p": {"@id": "../b"}}', ""),
    ],
)
def test_a_relative_iri_that_starts_from_nowhere_is_placed(tmp_path: Path, name: str, content: str, where: str) -> None:
    assert refusal(written(tmp_path, name, content)) == (
        f"{tmp_path}/{name}{where and ', '}{where}: an IRI is relative, and nothing says what it starts from. "
        "Say it with @base (xml:base in RDF/XML), or write whole IRIs."
    )


def test_json_ld_that_says_what_its_relative_iris_start_from_is_read_and_a_class_of_no_context_is_none(
    tmp_path: Path,
) -> None:
    based = '{"@context": {"@base": "http://e.org/"}, "@id": "a", "@type": "Concept", "http://e.org/p": {"@id": "b"}}'
    read = {str(each) for each in read_triples(written(tmp_path, "a.jsonld", based))}
    assert "<http://e.org/a> <http://e.org/p> <http://e.org/b>" in read
    loose = '{"@id": "http://e.org/a", "@type": "Concept", "http://e.org/p": {"@id": "http://e.org/b"}}'
    (one,) = read_triples(written(tmp_path, "b.jsonld", loose))
    assert str(one) == "<http://e.org/a> <http://e.org/p> <http://e.org/b>"
    found = read_triples(written(tmp_path, "c.jsonld", loose.replace("http://e.org/a", "a")), base="http://e.org/x/")
    assert {str(each.subject) for each in found} == {"<http://e.org/x/a>"}


@pytest.mark.parametrize(
    ("extension", "encoding"),
    [(".ttl", "latin-1"), (".nt", "latin-1"), (".rdf", "latin-1"), (".ttl", "utf-16"), (".nt", "utf-16")],
)
def test_a_text_in_another_encoding_is_to_be_saved_as_utf8(tmp_path: Path, extension: str, encoding: str) -> None:
    content = RDF_XML.format(doctype="", text="é") if extension == ".rdf" else ONE
    assert "Save the file as UTF-8." in refusal(written(tmp_path, f"a{extension}", content.encode(encoding)))


@pytest.mark.parametrize("extension", [".ttl", ".nt", ".rdf", ".jsonld"])
def test_a_binary_file_is_an_error(tmp_path: Path, extension: str) -> None:
    assert refusal(written(tmp_path, f"binary{extension}", bytes(range(256)) * 1000)).startswith(str(tmp_path))


def test_a_remote_context_is_not_fetched(tmp_path: Path) -> None:
    told = refusal(
        written(tmp_path, "a.jsonld", '{"@context": "https://example.org/context", "@id": "http://e.org/a"}')
    )
    assert "its JSON-LD context is elsewhere, and is not fetched. Put the context in the file." in told


@pytest.mark.parametrize(
    ("extension", "opening", "said"),
    [
        (
            ".ttl",
            "<http://e.org/a> <http://e.org/p> " + "[ <http://e.org/p> " * 200_000,
            "the file is not well-formed",
        ),
        (".jsonld", "[" * 200_000, "lists and objects stand in each other more than 100 deep"),
    ],
)
def test_nesting_without_end_is_an_error(tmp_path: Path, extension: str, opening: str, said: str) -> None:
    assert said in refusal(written(tmp_path, f"deep{extension}", opening))


def test_xml_cut_between_two_elements_is_an_error(tmp_path: Path) -> None:
    whole = RDF_XML.format(doctype="", text="é")
    told = refusal(written(tmp_path, "cut.rdf", whole.removesuffix("</rdf:RDF>")))
    assert told.endswith("it ends before </rdf:RDF>. Fetch it again, whole.")


def test_an_xml_root_with_nothing_inside_says_nothing(tmp_path: Path) -> None:
    content = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    assert list(read_triples(written(tmp_path, "none.rdf", content))) == []


class TestEncodings:
    """RDF/XML is read in the encoding that it declares, and one that it is not in is told with the line."""

    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [
            ("ISO-8859-1", "latin-1"),
            ("iso-8859-15", "iso-8859-15"),
            ("windows-1252", "cp1252"),
            ("UTF-16", "utf-16"),
            ("UTF-16", "utf-16-le"),
            ("UTF-16", "utf-16-be"),
            ("UTF-8", "utf-16"),
            ("UTF-32", "utf-32"),
            ("GB18030", "gb18030"),
            ("utf8", "utf-8"),
            ("UTF-8", "utf-8-sig"),
        ],
    )
    def test_the_declared_one_is_understood(self, tmp_path: Path, declared: str, encoding: str) -> None:
        content = DECLARED.format(encoding=declared, doctype="", text="L'été à venir")
        assert texts(written(tmp_path, "a.rdf", content.encode(encoding))) == ["L'été à venir"]

    def test_only_ascii_may_be_declared_as_anything_that_holds_it(self, tmp_path: Path) -> None:
        content = DECLARED.format(encoding="US-ASCII", doctype="", text="eau")
        assert texts(written(tmp_path, "a.rdf", content)) == ["eau"]

    def test_a_large_file_is_read_whole(self, tmp_path: Path) -> None:
        content = DECLARED.format(encoding="UTF-16", doctype="", text="é𝄞" * 600_000)
        assert texts(written(tmp_path, "a.rdf", b"\xff\xfe" + content.encode("utf-16-le"))) == ["é𝄞" * 600_000]

    @pytest.mark.parametrize(
        ("declared", "encoding", "text", "line"),
        [
            ("ISO-8859-1", "utf-8", "été", 1),
            ("ISO-8859-1", "cp1252", "l’été", 3),
            ("UTF-16", "utf-8", "été", 1),
            ("windows-1252", "utf-8", "été", 1),
            ("US-ASCII", "latin-1", "été", 3),
            ("cp037", "utf-8", "eau", 1),
        ],
    )
    def test_one_that_the_file_is_not_in_is_told(
        self, tmp_path: Path, declared: str, encoding: str, text: str, line: int
    ) -> None:
        content = DECLARED.format(encoding=declared, doctype="", text=text)
        assert refusal(written(tmp_path, "a.rdf", content.encode(encoding))) == (
            f"{tmp_path}/a.rdf, line {line}: the file is said to be in {declared}, and is not. "
            "Correct its first line, or save the file as UTF-8."
        )

    def test_a_file_that_goes_on_otherwise_than_it_begins_is_told(self, tmp_path: Path) -> None:
        content = DECLARED.format(encoding="UTF-16", doctype="", text="é").encode("utf-16") + b"<"
        assert "said to be in UTF-16, and is not" in refusal(written(tmp_path, "a.rdf", content))

    @pytest.mark.parametrize("declared", ["no-such", "zlib", "rot13", "utf-7", "unicode_escape", "iso-77"])
    def test_one_that_nobody_knows_is_told(self, tmp_path: Path, declared: str) -> None:
        told = refusal(
            written(tmp_path, "a.rdf", DECLARED.format(encoding=declared, doctype="", text="\\u00e9").encode())
        )
        assert f"the file declares the encoding “{declared}”, which is not known. Save the file as UTF-8." in told

    @pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
    def test_entities_that_swell_are_refused_in_any(self, tmp_path: Path, encoding: str) -> None:
        doctype = '\n<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        content = DECLARED.format(encoding=encoding, doctype=doctype, text="&b;").encode(encoding)
        assert "a.rdf, line 2: an XML entity is longer" in refusal(written(tmp_path, "a.rdf", content))

    def test_a_syntax_error_and_a_cut_are_told_as_they_are_in_utf8(self, tmp_path: Path) -> None:
        whole = DECLARED.format(encoding="UTF-16", doctype="", text="é")
        cut = whole.removesuffix("</rdf:RDF>").encode("utf-16")
        assert "it ends before </rdf:RDF>" in refusal(written(tmp_path, "cut.rdf", cut))


class TestEntities:
    """Entities of RDF/XML: the short ones that abbreviate addresses are read, those that swell are refused."""

    def test_an_abbreviated_address_is_written_out(self, tmp_path: Path) -> None:
        content = RDF_XML.format(doctype='<!DOCTYPE r [<!ENTITY e "http://e.org/">]>', text="&e;a")
        assert texts(written(tmp_path, "a.rdf", content)) == ["http://e.org/a"]

    def test_a_character_written_as_its_number_is_no_other_entity(self, tmp_path: Path) -> None:
        content = RDF_XML.format(doctype='<!DOCTYPE r [<!ENTITY e "&#233;">]>', text="&e;")
        assert len(texts(written(tmp_path, "a.rdf", content))) == 1

    def test_entities_made_of_entities_are_refused_before_they_swell(self, tmp_path: Path) -> None:
        levels = "\n".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
        content = RDF_XML.format(doctype=f'<!DOCTYPE r [<!ENTITY a0 "ha">\n{levels}]>', text="&a11;")
        assert "a.rdf, line 2: an XML entity is longer" in refusal(written(tmp_path, "a.rdf", content))

    def test_a_long_entity_is_refused(self, tmp_path: Path) -> None:
        content = RDF_XML.format(doctype=f'<!DOCTYPE r [<!ENTITY a "{"ha" * 1000}">]>', text="&a;" * 100)
        assert "Write it out where it is used." in refusal(written(tmp_path, "a.rdf", content))

    def test_a_comment_hides_no_entity(self, tmp_path: Path) -> None:
        bomb = '<!-- <!ENTITY " --><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        assert "made of other entities" in refusal(written(tmp_path, "a.rdf", RDF_XML.format(doctype=bomb, text="&b;")))

    def test_a_name_too_long_to_look_past_is_refused(self, tmp_path: Path) -> None:
        bomb = f'<!DOCTYPE r [<!ENTITY {"n" * 400} "ha">]>'
        assert "an XML entity is longer" in refusal(written(tmp_path, "a.rdf", RDF_XML.format(doctype=bomb, text="x")))

    def test_a_file_on_the_machine_is_not_read(self, tmp_path: Path) -> None:
        secret = written(tmp_path, "secret.txt", "secret")
        outside = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        assert (
            "secret"
            not in refusal(written(tmp_path, "a.rdf", RDF_XML.format(doctype=outside, text="&x;"))).partition(":")[2]
        )
