"""The affiliations of publications in HAL: structures by name and acronym, and the strings that authors write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.actors.affiliations import affiliations
from ingest.actors.choice import Context
from ingest.actors.organisations import OrganisationRegister
from ingest.records import ActorReference, ActorType, Relation

__all__ = ["Measure", "foreign_strings", "named_structures", "written_affiliations"]

_TEI = {"t": "http://www.tei-c.org/ns/1.0"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_GOLD = """
82 04smxbm79 694 04dxeze48 989 03pnp1a74 1003 04wz9m339 1401 0247p4w70 2003 04dv4he91 2071 04afed728 2497 00n8d6z93
3886 02f7wz369 5033 035xkbk20 5928 02cp04407 7550 002t25c44 11141 04wez5e68 15080 006shqv80 22594 04gnd7c94
24471 01c8rcg82 24472 04nabhy78 24474 04ett5b41 27501 035xkbk20 29212 05a1dws80 33804 03rth4p18 34586 01nzkaw91
39083 03vj88s15 51016 02aj0kh94 53953 00cch2r34 54493 04xhy8q59 57629 028cef883 59704 05a0dhs15 82720 04gyj6s21
84178 049yaph28 92823 035xkbk20 92972 001anga17 93591 02en5vm52 99539 02d9dg697 110691 046b3cj80 111023 03nh7d505
116205 013bkhk48 126765 05s6rge65 140228 04yavcg77 154635 00r8amq78 182467 00f7srh09 184759 011hdpx94
194495 029brtt94 209650 01prxdf57 219748 050jn9y42 241677 03gwakv46 300009 02kvxyf05 300016 00jjx8s55
300026 04ex24z53 300125 017rnyz40 300258 01gyxrk03 300270 03k1bsr36 300275 05sbt2524 300301 02n7qrg46
300302 052bz7812 300311 04mv1z119 300339 05sbt2524 300340 05hy3tk52 301088 01rk35k63 301309 01qtp1053
301320 018pp1107 301545 02nwvxz07 301715 0471kz689 301962 054qv7y42 302052 0268ecp52 302102 025vp2923
302313 03wb8xz10 305848 03hf69k85 379791 03vj88s15 413221 02en5vm52 415469 03zek0r74 419361 03xjwb503
426438 02dn7x778 441569 02feahw73 445543 02rx3b187 458810 03pcc9z86 509756 04mzqjs78 538449 018sx6595
542221 051gvfp41 557826 05f82e368 564132 013cjyk83 577435 003vg9w96 1004986 04yavcg77
"""
"""The structures of HAL that are in the register, read by a person one by one; no other one is."""


@dataclass(slots=True)
class Measure:
    """How many names are in the register, were merged, were merged rightly, or offered; and the mistakes."""

    known: int = 0
    merged: int = 0
    right: int = 0
    offered: int = 0
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the merged, the share that is right."""
        return self.right / self.merged if self.merged else 1.0

    @property
    def recall(self) -> float:
        """Of those in the register, the share that is rightly merged."""
        return self.right / self.known if self.known else 1.0


@dataclass(frozen=True, slots=True)
class _Structure:
    number: str
    names: tuple[str, ...]
    address: str = ""
    parents: tuple[str, ...] = ()


def _gold() -> dict[str, str]:
    words = _GOLD.split()
    return {number: f"organisation/ror-{ror}" for number, ror in zip(words[::2], words[1::2], strict=True)}


def _structures(publications: Path) -> dict[str, _Structure]:
    found: dict[str, _Structure] = {}
    for path in sorted((publications / "hal-tei").rglob("*.xml")):
        for element in etree.parse(str(path)).iterfind(".//t:listOrg/t:org", _TEI):
            number = str(element.get(_ID)).removeprefix("struct-")
            names = tuple(" ".join((name.text or "").split()) for name in element.iterfind("t:orgName", _TEI))
            parents = tuple(str(each.get("active"))[8:] for each in element.iterfind(".//t:relation", _TEI))
            address = " ".join((element.findtext(".//t:addrLine", "", _TEI) or "").split())
            found.setdefault(number, _Structure(number, names, address, parents))
    for path in sorted((publications / "api-fixtures").rglob("hal_api/*.json")):
        for number, name in re.findall(r'_JoinSep_(\d+)_FacetSep_([^"]+)"', path.read_text(encoding="utf-8")):
            found.setdefault(number, _Structure(number, (str(json.loads(f'"{name}"')),)))
    return found


def named_structures(register: OrganisationRegister, publications: Path) -> Measure:
    """Each structure by its name alone, and by its acronym alone."""
    gold, measure = _gold(), Measure()
    for structure in _structures(publications).values():
        for name in dict.fromkeys(structure.names):
            right = gold.get(structure.number, "")
            reference = ActorReference(name, Relation.MEMBER_OF, ActorType.ORGANISATION)
            found = register.resolve(reference, Context()).identity
            measure.known += bool(right)
            if found.path in register.index.entries:
                measure.merged += 1
                measure.right += found.path == right
                if found.path != right:
                    measure.mistakes.append(f"“{name}” ({structure.number}) → {found.name} ({found.path})")
            else:
                measure.offered += right in found.candidates
    return measure


def written_affiliations(register: OrganisationRegister, publications: Path) -> Measure:
    """Each laboratory as an author writes it: its short or full name, those it belongs to, its address."""
    gold, measure, structures = _gold(), Measure(), _structures(publications)
    for structure in structures.values():
        if not structure.parents:
            continue
        whole = [structure, *(structures[number] for number in structure.parents if number in structures)]
        for names in ([each.names[0] for each in whole], [each.names[-1] for each in whole]):
            text = ", ".join([*names, structure.address, "France"])
            right = {gold[each.number] for each in whole if each.number in gold}
            parts = affiliations(text, register)
            found = {part.identity.path for _, part in parts if part.identity.path in register.index.entries}
            measure.known += len(right)
            measure.merged += len(found)
            measure.right += len(found & right)
            measure.offered += len(right & {path for _, part in parts for path in part.identity.candidates} - found)
            measure.mistakes += [f"“{text[:120]}” → {register.index.entries[p].identity.name}" for p in found - right]
    return measure


def foreign_strings(register: OrganisationRegister, publications: Path) -> Measure:
    """The affiliations of English-language publications, none of which is in the register of France."""
    measure = Measure()
    for text in sorted(set(_foreign(publications))):
        for _, part in affiliations(text, register):
            if part.identity.path in register.index.entries:
                measure.merged += 1
                measure.mistakes.append(f"“{text[:120]}” → {part.identity.name} ({part.identity.path})")
    return measure


def _foreign(publications: Path) -> Iterator[str]:
    paths = [*(publications / "hal-tei").rglob("pubmed*/*.xml"), *(publications / "hal-tei").rglob("crossref/*.xml")]
    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)
    for path in sorted(paths):
        for element in etree.parse(str(path), parser).iter("Affiliation", "aff", "institution", "affiliation"):
            if text := " ".join("".join(map(str, element.itertext())).split()):
                yield text
