"""The snapshots as an Atom feed (RFC 4287): each with what changed since the one before it, as manifests tell.

What changed statement by statement is told by ``maillage snapshots diff``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from explorer.texts import Texts
from graph.manifest import Manifest, SourceSummary
from graph.published import Snapshot
from graph.workspace import Network

__all__ = ["LATEST", "feed", "what_changed"]

ATOM = "http://www.w3.org/2005/Atom"
LATEST = 50
"""Snapshots that the feed tells of."""


def feed(snapshots: list[Snapshot], network: Network, address: str, t: Texts) -> bytes:
    """The feed in the language of ``t``; ``snapshots`` come newest first, ``address`` ends with a slash."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": t.language})
    _text(root, "title", t("feed.title", network=network.name(t.language)))
    _text(root, "id", f"{network.base_iri}feed")
    _text(root, "updated", snapshots[0].manifest.created)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{address}feed.atom?lang={t.language}")
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{address}a-propos?lang={t.language}")
    _text(SubElement(root, "author"), "name", network.name(t.language))
    _text(root, "rights", network.licence)
    manifests = {each.id: each.manifest for each in snapshots}
    for snapshot in snapshots[:LATEST]:
        manifest = snapshot.manifest
        entry = SubElement(root, "entry")
        time = manifest.created[11:19]  # several are made in a day
        _text(entry, "title", t("feed.snapshot", date=t.date(manifest.created), time=time))
        _text(entry, "id", f"{network.base_iri}snapshot/{snapshot.id}")
        _text(entry, "updated", manifest.created)
        SubElement(entry, "link", rel="alternate", type="text/html", href=f"{address}exporter?lang={t.language}")
        dump = f"{address}dumps/{snapshot.id}/maillage.nq.gz"
        SubElement(entry, "link", rel="enclosure", type="application/gzip", href=dump)
        _text(entry, "summary", "\n".join(what_changed(manifest, manifests.get(manifest.parent), t)))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def what_changed(manifest: Manifest, before: Manifest | None, t: Texts) -> Iterator[str]:
    """Sentences on statements, things and sources; what the snapshot holds where the one before it is not kept."""
    if before is None:
        yield t("feed.holds", statements=t("count.statements", count=manifest.quads))
        return
    yield t("feed.statements", change=_signed(manifest.quads - before.quads), total=t.number(manifest.quads))
    for kind in sorted(manifest.things.keys() | before.things.keys()):
        change = manifest.things.get(kind, 0) - before.things.get(kind, 0)
        if change:
            yield t("feed.things", kind=t(f"kinds.{kind}"), change=_signed(change))
    old, new = _sources(before), _sources(manifest)
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield t("feed.source_new", name=name, records=new[name].records)
        elif name not in new:
            yield t("feed.source_gone", name=name)
        elif old[name].hash != new[name].hash:
            yield t("feed.source_changed", name=name, before=old[name].records, after=new[name].records)


def _sources(manifest: Manifest) -> Mapping[str, SourceSummary]:
    return {source.name: source for source in manifest.sources}


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−")


def _text(parent: Element, name: str, text: str) -> None:
    from graph.exports.cells import writable

    SubElement(parent, name).text = writable(text)
