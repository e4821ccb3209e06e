"""Nodes of which an RDF file does not say what they are, though they write, speak or organise.

What such a node is called is for :mod:`ingest.sources.rdf.node`.
"""

from __future__ import annotations

from ingest.actors.name_lists import persons_named
from ingest.records import BLANK, OF_WORKS
from ingest.sources.rdf.aligned import Aligned
from ontology.namespaces import BIBO, DCTERMS, FOAF, PROV, RDF, RDFS, SCHEMA, SKOS, expand

__all__ = ["is_mere_name", "is_unsaid"]

_ANYTHING = frozenset(
    [FOAF.Agent.value, DCTERMS.Agent.value, PROV.Agent.value, SCHEMA.Thing.value, RDFS.Resource.value]
    + [f"http://www.w3.org/2002/07/owl#{name}" for name in ("Thing", "NamedIndividual")]
)
"""Classes that leave it open whether a node is a person or an organisation."""
_NAMING = frozenset(
    each.value
    for each in (
        *(FOAF.name, FOAF.givenName, FOAF.familyName, RDFS.label, SKOS.prefLabel),
        *(DCTERMS.title, DCTERMS.identifier, SCHEMA.sameAs),
    )
)
_RELATIONS = frozenset(expand(relation.value) for relation in OF_WORKS)


def is_unsaid(node: str, aligned: Aligned) -> bool:
    """Whether the file does not say what the node is, or no more than that it is an agent."""
    return not aligned.classes(node) - _ANYTHING


def is_mere_name(node: str, label: str, aligned: Aligned) -> bool:
    """Whether all that the file says of an anonymous node is its name, to tell who had a part in an event or a
    publication: the actor of that name is all of it then."""
    if not node.startswith(BLANK) or not is_unsaid(node, aligned):
        return False
    said = aligned.statements.by_subject[node].keys() - {RDF.type.value}
    if not all({name, *aligned.means(name)} & _NAMING for name in said):
        return False
    things = {SCHEMA.Event.value, BIBO.Document.value}
    back = aligned.leading_to(node)
    is_named = bool(back) and all(own in _RELATIONS and aligned.classes(each) & things for own, each in back)
    return is_named and bool(label) and all(one.name for one in persons_named(label))
