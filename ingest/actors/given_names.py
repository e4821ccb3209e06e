"""Given names that are common in French and English, and name neither towns nor firms nor months as readily.

They tell a person where a line leaves it open; who does not bear one of them may be a person all the same.
"""

from __future__ import annotations

from ontology.folding import fold

__all__ = ["has_given_name"]

_GIVEN_NAMES = frozenset(
    """adele adeline adrien adrienne agathe agnes alain alexandre alexandra alexis alice alicia aline amandine amelie
    anais andre andree angelique anita anna anne annick annie anthony antoine antoinette armelle arnaud arthur aude
    audrey aurelie aurelien axelle baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard
    brigitte bruno camille carine carole caroline catherine cecile cedric celine chantal christelle christian
    christiane christine christophe claire clara claude claudine clemence clement colette coralie corinne cyril
    damien daniel daniele danielle david deborah delphine denis denise didier dominique dorothee edith edouard
    elisabeth elise elodie eloise emilie emma emmanuel emmanuelle eric erik estelle esther etienne eva eve evelyne
    fabien fabienne fabrice fanny fatima fernand flavie florian francine franck francois francoise frederic
    frederique gabrielle gaelle genevieve geraldine gerard ghislaine gilbert gilles ginette gisele guillaume guy
    gwenaelle hedi helene henri henriette herve hubert hugo hugues ines irene isabelle ivan jacqueline jacques
    jean jeanne jeannine jennifer jeremie jeremy jerome jessica joelle johanna jonathan joseph josette josiane judith
    julia julie julien juliette justine karim karine kevin khadija laetitia laure laurence leila lea lena leon
    leonie liliane lionel lise loic louise luc lucas lucie lucien lucile ludovic lydie madeleine magali malika manon
    marc marcel marguerite marianne marie marielle marion marlene martine mathieu mathilde matthieu maud
    melanie michel michele micheline mireille mohamed monique morgane muriel myriam nadia nadine natacha nathalie
    nicolas nicole noemie nora odette odile olivia olivier ophelie pascale patrice patricia patrick paul paule pauline
    perrine philippe pierre pierrette quentin rachel raphael raymonde regine regis rejane renaud renee robert roger
    romain roseline roxane sabine sabrina samia samuel sandra sandrine sarah sebastien serge severine simone solange
    solene sonia sophie stephane stephanie suzanne sylvain sylvette sylviane sylvie tanguy tatiana thibault thierry
    ursula valentin valerie vanessa veronique vincent violaine virginie viviane xavier yann yannick yasmina yves yvette
    yvonne zoe ann andrew amy alison brian carol charles christopher daniela deborah donna edward elizabeth emily
    frank gary george gregory helen james janet jason jeffrey jessica joan john joshua karen kathleen kenneth kimberly
    larry laura linda margaret mark mary matthew megan melissa michelle nancy pamela peter rebecca richard ronald
    ryan sandra sarah scott sharon stephen steven susan thomas timothy william""".split()
)
"""Folded; « Martin », « Laurent » and the like, which are family names as often, are left out."""


def has_given_name(name: str) -> bool:
    """Whether a name begins with a common given name and goes on with a family name that is none.

    >>> [has_given_name(name) for name in ("Anne-Marie Dupont", "Grenoble Alpes", "Marie Claire", "Anne")]
    [True, False, False, False]
    """
    given, _, family = name.partition(" ")
    words = fold(family).split()
    first = fold(given).split()[:1]
    return bool(words) and set(first) <= _GIVEN_NAMES and bool(first) and not set(words) <= _GIVEN_NAMES
