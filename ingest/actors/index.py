"""The organisations that are known, found by identifier and by the forms of their names. Deciding is not for here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from copy import copy
from dataclasses import dataclass, field, fields

from ingest.actors.entry import Entry, Match, Strength, forms_of, short_key, spellings
from ingest.actors.forms import (
    Reading,
    behind_acronym,
    codes,
    initials,
    is_code,
    is_short,
    place_words,
    readings,
    word_key,
)
from ingest.actors.initialisms import is_guest, is_written_out
from ingest.actors.names import organisation_key, without_group
from ingest.actors.words import UNIT_WORDS, stem
from ingest.records import Identifier
from ontology.folding import fold

__all__ = ["OrganisationIndex"]

_BEARERS = 64
"""Organisations kept for one form of a name; a form that more of them bear decides nothing."""
_TELLING = 8
"""Characters from which on an acronym is hardly borne by two."""
_SHARED = 0.002
"""The share of acronyms of one length that several bear, up to which one bearer is enough."""
_COMMON = 300
"""Organisations beyond which a word is too common to look for similar names by."""
_FEW = 2
"""Words beside its kind, up to which a name may be a common one."""
_OFTEN = 6
"""Organisations that bear a word, from which on it tells little."""
_WHOLE = (Strength.NAME, Strength.WORDS)


@dataclass(slots=True)
class OrganisationIndex:
    """Finds the organisations that an identifier or a name fits; asking takes the same time however many are known.

    ``towns`` are the words of those in which organisations are known.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    weights: Counter[Identifier] = field(default_factory=Counter)
    _succeeding: Counter[Identifier] = field(default_factory=Counter)
    _by_identifier: dict[Identifier, str] = field(default_factory=dict)
    _by_form: defaultdict[tuple[Strength, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _shorts: Counter[int] = field(default_factory=Counter)
    _shared: Counter[int] = field(default_factory=Counter)
    _in_town: Counter[frozenset[str]] = field(default_factory=Counter)
    towns: set[str] = field(default_factory=set)
    _spelled: set[str] = field(default_factory=set)
    _by_word: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def copy(self) -> OrganisationIndex:
        """One that knows the same, and learns for itself."""
        other = OrganisationIndex(**{each.name: copy(getattr(self, each.name)) for each in fields(self)})
        for form, bearers in self._by_form.items():
            other._by_form[form] = bearers.copy()
        for word, bearers in self._by_word.items():
            other._by_word[word] = bearers.copy()
        return other

    def add(self, entry: Entry) -> None:
        """Make an organisation known under all its names."""
        path = entry.identity.path
        self.entries[path] = entry
        self.weights.update(entry.parents)
        self._succeeding.update((*entry.successions, *entry.identity.identifiers) if entry.successions else ())
        for identifier in entry.identity.identifiers:
            self._by_identifier.setdefault(identifier, path)
        self.towns.update(map(stem, entry.places))
        self._in_town[entry.places] += 1
        self._spelled.update(map(fold, spellings(entry.identity)))
        for form in forms_of(entry):
            bearers = self._by_form[form]
            if len(bearers) <= _BEARERS:
                bearers[path] = None
                self._count(form, len(bearers), 1)
            if form[0] is Strength.WORDS:
                for word in form[1].split():
                    if len(self._by_word[word]) <= _COMMON:
                        self._by_word[word][path] = None

    def remove(self, path: str) -> None:
        """Forget an organisation and all its names."""
        entry = self.entries.pop(path)
        self.weights.subtract(entry.parents)
        self._succeeding.subtract((*entry.successions, *entry.identity.identifiers) if entry.successions else ())
        self._in_town[entry.places] -= 1
        for identifier in entry.identity.identifiers:
            if self._by_identifier.get(identifier) == path:
                del self._by_identifier[identifier]
        for form in forms_of(entry):
            if path in self._by_form[form]:
                self._count(form, len(self._by_form[form]), -1)
                del self._by_form[form][path]
            if form[0] is Strength.WORDS:
                for word in form[1].split():
                    self._by_word[word].pop(path, None)

    def _count(self, form: tuple[Strength, str], bearers: int, change: int) -> None:
        """Keep count of the short forms of each length, and of those that several organisations bear."""
        if form[0] is Strength.SHORT:
            length = len(form[1])
            self._shorts[length] += change * (bearers == 1)
            self._shared[length] += change * (bearers == 2)

    def is_telling(self, short: str) -> bool:
        """Whether one known bearer of a short form is enough: among the known, those of its length are never shared."""
        length = len(fold(short).replace(" ", ""))
        return length >= _TELLING or self._shared[length] <= _SHARED * self._shorts[length]

    def identified(self, identifiers: Iterable[Identifier]) -> Entry | None:
        """The organisation that bears one of the identifiers."""
        paths = (self._by_identifier.get(identifier) for identifier in identifiers)
        return next((self.entries[path] for path in paths if path), None)

    def called(self, name: str) -> bool:
        """Whether an organisation that the name fits is called just that, but for case, accents and punctuation."""
        folded = fold(name)
        if folded not in self._spelled:
            return False
        return any(folded in map(fold, spellings(match.entry.identity)) for match in self.matches(name))

    @property
    def called_by(self) -> set[str | Identifier]:
        """All identifiers that are known, and all spellings, folded."""
        return {*self._spelled, *self._by_identifier}

    def alias(self, identifiers: Iterable[Identifier], path: str) -> None:
        """Make an organisation known under more identifiers."""
        for identifier in identifiers:
            self._by_identifier.setdefault(identifier, path)

    def related(self, entry: Entry, path: str) -> bool:
        """Whether the organisation is part of the one at that path, or that one part of it."""
        other = self.entries.get(path)
        if other is None:
            return False
        upward = entry.parents & set(other.identity.identifiers)
        return bool(upward or other.parents & set(entry.identity.identifiers))

    def succeeds(self, entry: Entry, other: Entry) -> bool:
        """Whether one of the two continues the other."""
        forward = entry.successions & set(other.identity.identifiers)
        return bool(forward or other.successions & set(entry.identity.identifiers))

    def continues(self, entry: Entry) -> bool:
        """Whether it continues another organisation, or another continues it."""
        return any(self._succeeding[identifier] > 0 for identifier in entry.identity.identifiers)

    def twins(self, entry: Entry, *, spelled_so: bool = False) -> list[Entry]:
        """Other organisations that bear one of its names, or its words in whatever order and number unless these must
        be ``spelled_so``: with those it is easily confused."""
        whole = (Strength.NAME,) if spelled_so else _WHOLE
        forms = [form for form in forms_of(entry) if form[0] in whole]
        paths = {path for form in forms for path in self._by_form[form]} - {entry.identity.path}
        return [self.entries[path] for path in sorted(paths)]

    def abbreviated(self, entry: Entry, name: str) -> list[Entry]:
        """Others that bear the acronym of a name, or of its bearer, and whose own full name is not known: it may be
        this one."""
        shorts = {initials(name), "".join(word[0] for word in fold(name).split() if len(word) > 2), *entry.shorts}
        found = (self._by_form.get((Strength.SHORT, short_key(short)), {}) for short in shorts)
        others = {path: None for bearers in found for path in bearers if path != entry.identity.path}
        return [self.entries[path] for path in others if not is_written_out(self.entries[path], shorts)]

    def is_town(self, word: str) -> bool:
        """Whether a folded word is of a town in which an organisation is known."""
        return stem(word) in self.towns

    def inhabitants(self, places: frozenset[str]) -> int:
        """How many organisations are known in the town of these words."""
        return self._in_town[places]

    def only_word(self, name: str) -> str:
        """The one word of « Laboratoire PRISME » beside its kind, unless it is a place; else an empty string."""
        words = set(word_key(name).split())
        rest = words - UNIT_WORDS - self.towns
        return next(iter(rest)) if len(rest) == 1 and words & UNIT_WORDS and not words & self.towns else ""

    def is_unit(self, name: str) -> bool:
        """Whether the name is one of a laboratory or the like, without a place: others may well have the same."""
        words = set(word_key(name).split())
        return bool(words & UNIT_WORDS) and not words & self.towns

    def is_common(self, name: str) -> bool:
        """Whether only words of many names make up this one, none of them a place: « Laboratoire de chimie »."""
        words = set(word_key(name).split()) - UNIT_WORDS
        if len(words) > _FEW or words & self.towns:
            return False
        return all(len(self._by_word.get(word, ())) >= _OFTEN for word in words)

    def bearers(self, word: str) -> Set[str] | None:
        """The paths of those whose names have the word; None where it is too common to look for names by."""
        found = self._by_word.get(word, {}).keys()
        return found if len(found) <= _COMMON else None

    def weight(self, entry: Entry) -> int:
        """How many known organisations are part of it."""
        return max((self.weights[identifier] for identifier in entry.identity.identifiers), default=0)

    def matches(self, name: str) -> list[Match]:
        """The organisations that the name fits best, all of one strength; none when it fits no name well."""
        taken = readings(name)
        if is_code(name):
            return self._coded(name, taken[0])
        if is_short(name):
            return self._short(name, taken[0])
        found = [match for strength in _WHOLE for match in self._bearing(strength, taken[0])]
        if found:
            return list({match.entry.identity.path: match for match in reversed(found)}.values())
        for reading in (*taken[1:], *behind_acronym(name)):
            for strength in _WHOLE:
                if found := self._bearing(strength, reading, Strength.PART):
                    return found
        if found := self.part(name) or self._of_group(name, taken[0]):
            return found
        return self._coded(name, taken[0])

    def _of_group(self, name: str, reading: Reading) -> list[Match]:
        """The organisations that the network's own sources call by the name without « Groupe » in front."""
        found = self._with(Strength.NAME, without_group(name), reading, Strength.PART)
        return [match for match in found if match.entry.described]

    def part(self, name: str) -> list[Match]:
        """The organisations of whose names the name is a part, as what stands before a dash is."""
        return self._bearing(Strength.PART, readings(name)[0])

    def _coded(self, name: str, reading: Reading) -> list[Match]:
        return [match for code in codes(name) for match in self._with(Strength.CODE, code, reading, Strength.CODE)]

    def _short(self, name: str, reading: Reading) -> list[Match]:
        """The organisations that bear a single word as name, as acronym or beside their name."""
        if coded := self._coded(name, reading):
            return coded
        found = self._with(Strength.NAME, organisation_key(name), reading, Strength.NAME)
        found += self._hosts(short_key(name), reading, {match.entry.identity.path for match in found})
        found += self._with(Strength.PART, organisation_key(name), reading, Strength.SHORT)
        return list({match.entry.identity.path: match for match in reversed(found)}.values())

    def _hosts(self, short: str, reading: Reading, called: Set[str]) -> list[Match]:
        """The organisations that bear an acronym, but those that only name the one of which they are part by it; others
        are ``called`` so."""
        found = self._with(Strength.SHORT, short, reading, Strength.SHORT)
        guests = {match.entry.identity.path for match in found if is_guest(match.entry, short, is_others=True)}
        owners = {*called, *self._by_form.get((Strength.INITIALS, short), ()), *(m.entry.identity.path for m in found)}
        is_others = bool(owners - guests)
        return [match for match in found if not is_guest(match.entry, short, is_others=is_others)]

    def _bearing(self, strength: Strength, reading: Reading, called: Strength | None = None) -> list[Match]:
        key = organisation_key(reading.name) if strength is not Strength.WORDS else word_key(reading.name)
        found = self._with(strength, key, reading, called or strength)
        if not reading.place:
            return found
        wanted = place_words(reading.place)
        return [match for match in found if match.entry.places and match.entry.places <= wanted]

    def _with(self, strength: Strength, key: str, reading: Reading, called: Strength) -> list[Match]:
        bearers = self._by_form.get((strength, key), {}) if key else {}
        if len(bearers) > _BEARERS:
            return []
        return [Match(self.entries[path], called, reading) for path in bearers]

    def spell(self, name: str, path: str) -> None:
        """Make an organisation known under one more spelling."""
        self._by_form[Strength.PART, organisation_key(name)][path] = None
