"""The words of organisations' names in one form for French and English. Whole names are not for here."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.folding import fold

__all__ = ["UNIT_WORDS", "is_subject", "stem"]

_PAIRS = """
university=universite universita=universite institute=institut laboratory=laboratoire laboratories=laboratoire
labs=laboratoire center=centre school=ecole department=departement division=departement hospital=hopital
research=recherche researches=recherche studies=etude study=etude network=reseau networks=reseau networking=reseau
team=equipe unit=unite joint=mixte agency=agence council=conseil museum=musee library=bibliotheque
engineering=ingenierie genie=ingenierie bioengineering=bioingenierie health=sante water=eau sea=mer marine=mer
earth=terre law=droit legal=juridique materials=materiau materiaux=materiau cells=cellule cell=cellule
applied=appliquee applique=appliquee appliques=appliquee appliquees=appliquee computer=informatique
computing=informatique physics=physique physical=physique chemistry=chimie chemical=chimie biochemistry=biochimie
languages=langue language=langue langage=langue company=compagnie bank=banque foundation=fondation
learning=apprentissage advanced=avancee avances=avancee higher=superieure superieur=superieure public=publique
food=alimentation development=developpement environmental=environnement heart=coeur brain=cerveau world=monde
knowledge=savoir connaissance=savoir connaissances=savoir power=puissance ageing=vieillissement aging=vieillissement
disease=maladie diseases=maladie plant=plante plants=plante space=espace spatial=espace modeling=modelisation
modelling=modelisation models=modele data=donnees imaging=imagerie history=histoire medicine=medecine
optimization=optimisation human=humain design=conception control=commande theoretical=theorique cellular=cellulaire
life=vivant european=europeen risks=risque risk=risque mediterranean=mediterraneen management=gestion
synthesis=synthese asian=asie software=logiciel mechanical=mecanique movement=mouvement conservatory=conservatoire
quantum=quantique processing=traitement safety=surete process=procede processes=procede tools=outil tool=outil
microbial=microbien community=communaute resources=ressource resource=ressource new=nouvelle nouveaux=nouvelle
nouveau=nouvelle radiation=rayonnement random=aleatoire park=parc time=temps embedded=embarque light=lumiere
sustainable=durable forest=foret visualization=visualisation burgundy=bourgogne brittany=bretagne normandy=normandie
reliable=fiable diagnosis=diagnostic soil=sol soils=sol media=milieu planning=amenagement flow=ecoulement
flows=ecoulement tropical=tropique approach=approche american=americain objects=objet english=anglophone pure=pur
fundamental=fondamental garden=jardin society=societe societies=societe culture=culture cultures=culture
family=famille work=travail labour=travail education=education training=formation teaching=enseignement
teachers=professeur building=batiment buildings=batiment city=ville cities=ville urban=urbain urbaines=urbain
housing=logement house=maison fluid=fluide fluids=fluide wave=onde waves=onde matter=matiere particles=particule
particle=particule nuclear=nucleaire energy=energie energetics=energetique renewable=renouvelable high=haute
hautes=haute low=basse temperature=temperature pressure=pression surface=surface interfaces=interface systems=systeme
system=systeme signal=signal signals=signal image=image images=image vision=vision speech=parole genetics=genetique
genomics=genomique genome=genome protein=proteine proteins=proteine immunology=immunologie infection=infection
infections=infection infectious=infectieux virus=virus viral=virus neurosciences=neuroscience psychology=psychologie
social=social economics=economie economic=economie economy=economie political=politique politics=politique
policy=politique policies=politique business=entreprise firm=entreprise market=marche finance=finance
mathematics=mathematique mathematical=mathematique statistics=statistique probability=probabilite geometry=geometrie
algebra=algebre number=nombre numbers=nombre agriculture=agriculture agricultural=agricole agronomy=agronomie
veterinary=veterinaire animal=animal animals=animal fish=poisson bird=oiseau insects=insecte insect=insecte
crop=culture crops=culture wood=bois paper=papier textile=textile aeronautics=aeronautique aerospace=aerospatial
oceanography=oceanographie coastal=cotier ocean=ocean atmosphere=atmosphere atmospheric=atmospherique climate=climat
glaciology=glaciologie mountain=montagne river=fleuve archaeology=archeologie ancient=ancien antiquity=antiquite
medieval=medieval modern=moderne contemporary=contemporain philosophy=philosophie religion=religion religions=religion
literature=litterature literary=litteraire arts=art music=musique acoustics=acoustique acoustic=acoustique
automation=automatique automatic=automatique robotics=robotique electronics=electronique electronic=electronique
electrical=electrique electricity=electricite microelectronics=microelectronique nanosciences=nanoscience
telecommunications=telecommunication communications=communication digital=numerique technologies=technologie
technology=technologie innovation=innovation national=national international=international regional=regional
french=francais france=france catholic=catholique polytechnic=polytechnique architecture=architecture
translational=translationnel clinical=clinique care=soin nursing=infirmier pharmacy=pharmacie drug=medicament
drugs=medicament cancer=cancer tumor=tumeur tumors=tumeur blood=sang kidney=rein liver=foie lung=poumon eye=oeil
skin=peau bone=os muscle=muscle stem=souche metabolism=metabolisme nutrition=nutrition diabetes=diabete
obesity=obesite sport=sport sports=sport performance=performance behavior=comportement behaviour=comportement
cognition=cognition cognitive=cognitif memory=memoire
for= on= sur= in= dans= pour= par= by= with= avec= from= of= its= leur= leurs= d=
"""
_MORE = """science sciences recherche formation conseil service services loisirs solidarite insertion emploi habitat
mobilite transport transports tourisme commerce industrie artisanat patrimoine jeunesse enfance citoyennete territoire
territoires ecologie environnement nature biodiversite nouvelles et de du des d la le les l of the and en a au aux"""
"""Words of what organisations do that have no other form, with the small ones."""
_WORDS = dict(pair.split("=") for pair in _PAIRS.split())
_ENDINGS = (
    (re.compile(r"(?:ical|iques?|ics?)$"), "i"),
    (re.compile(r"(?:ties|ty|tes?)$"), "t"),
    (re.compile(r"(?:aires?|ars?|ary)$"), "ar"),
    (re.compile(r"(?:eurs?|ors?)$"), "or"),
    (re.compile(r"(?:ales?|aux|al|elles?|els?)$"), "al"),
    (re.compile(r"(?:ives?|ifs?)$"), "iv"),
    (re.compile(r"(?:ies?|y)$"), "i"),
    (re.compile(r"(?:en|enne|ennes|ens|an|ans)$"), "en"),
    (re.compile(r"(?:es?|s|x)$"), ""),
)
_LETTERS = (("ph", "f"), ("th", "t"), ("ch", "c"), ("ae", "e"), ("y", "i"), ("nn", "n"), ("ll", "l"))


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """A folded word without its ending, in French where English has another; empty for a preposition.

    >>> stem("mechanics") == stem("mecanique"), stem("laboratory") == stem("laboratoires"), stem("for")
    (True, True, '')
    """
    word = _WORDS.get(word, word)
    if len(word) < 5 or not word.isalpha():
        return word
    for ending, kept in _ENDINGS:
        cut, found = ending.subn(kept, word)
        if found:
            word = cut
            break
    for written, kept in _LETTERS:
        word = word.replace(written, kept)
    return word


UNIT_WORDS = frozenset(
    stem(word)
    for word in """laboratoire centre institut departement service groupe equipe unite mixte recherche etude pole
    direction faculte section college cellule plateforme observatoire programme""".split()
)
"""Stems of the words that say what a part of an organisation is."""
_SUBJECTS = UNIT_WORDS | {stem(word) for pair in _WORDS.items() for word in pair} | set(map(stem, _MORE.split()))


def is_subject(name: str) -> bool:
    """Whether there are but words of what organisations study and do in the name.

    >>> is_subject("Recherche et développement"), is_subject("Danone")
    (True, False)
    """
    return all(stem(word) in _SUBJECTS for word in fold(name).split())
