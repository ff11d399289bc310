"""Plurals and feminines of French words. Data only; see :class:`bitext.languages.inflection.Inflection`."""

from __future__ import annotations

from bitext.languages.inflection import Ending, Inflection
from bitext.languages.language import word_set

_FEMININES = (
    Ending("teur", ("trice", "teuse"), 6),
    Ending("eur", ("euse", "eure"), 6),
    Ending("ier", ("ière",)),
    Ending("cher", ("chère",), 6),
    Ending("ger", ("gère",), 6),
    Ending("ien", ("ienne",), 5),
    Ending("éen", ("éenne",)),
    Ending("ent", ("ente",), 6),
    Ending("ant", ("ante",), 7),
    Ending("é", ("ée",)),
    Ending("if", ("ive",), 5),
    Ending("al", ("ale",), 5),
    Ending("eux", ("euse",), 6),
    Ending("iel", ("ielle",), 6),
    Ending("nel", ("nelle",), 6),
    Ending("uel", ("uelle",), 6),
    Ending("ais", ("aise",), 6),
    Ending("ois", ("oise",), 6),
    Ending("ain", ("aine",), 6),
    Ending("idat", ("idate",)),
    Ending("strat", ("strate",)),
)
"""Nouns for persons. Short words are left out where the form with an e is another one: « vent », « main »."""

_ADJECTIVES = (
    Ending("teur", ("trice", "teuse")),
    Ending("eur", ("euse", "eure")),
    Ending("er", ("ère",)),
    Ending("en", ("enne",)),
    Ending("on", ("onne",)),
    Ending("el", ("elle",)),
    Ending("eil", ("eille",)),
    Ending("ul", ("ulle",)),
    Ending("et", ("ète", "ette")),
    Ending("f", ("ve",)),
    Ending("eux", ("euse",)),
    Ending("x", ("sse", "ce")),
    Ending("anc", ("anche",)),
    Ending("ic", ("ique", "iche")),
    Ending("ec", ("èche", "ecque")),
    Ending("long", ("longue",)),
    Ending("eau", ("elle",)),
    Ending("as", ("asse",)),
    Ending("os", ("osse",)),
    Ending("e", ()),
    *(Ending(letter, (f"{letter}e",)) for letter in "bcdghijklmnopqrstuvwyzéèêàâîôûç"),
)

FRENCH_INFLECTION = Inflection(
    plurals=(
        *(Ending(letter, (letter,)) for letter in "sxz"),
        Ending("ail", ("ails", "aux")),
        Ending("al", ("aux", "als")),
        Ending("eau", ("eaux",)),
        Ending("au", ("aux", "aus")),
        Ending("eu", ("eux", "eus")),
        Ending("ou", ("ous", "oux")),
        Ending("", ("s",)),
    ),
    irregular_plurals={
        "œil": "yeux",
        "oeil": "yeux",
        "ciel": "cieux",
        "aïeul": "aïeux",
        "monsieur": "messieurs",
        "madame": "mesdames",
        "mademoiselle": "mesdemoiselles",
    },
    feminines=_FEMININES,
    feminine_adjectives=_ADJECTIVES,
    irregular_feminines={
        "agent": "agente",
        "adjoint": "adjointe",
        "ami": "amie",
        "apprenti": "apprentie",
        "avocat": "avocate",
        "baron": "baronne",
        "blanc": "blanche",
        "bleu": "bleue",
        "breton": "bretonne",
        "brun": "brune",
        "champion": "championne",
        "citadin": "citadine",
        "comte": "comtesse",
        "copain": "copine",
        "cousin": "cousine",
        "doux": "douce",
        "duc": "duchesse",
        "détenu": "détenue",
        "enfant": "enfante",
        "espion": "espionne",
        "faux": "fausse",
        "frais": "fraîche",
        "grec": "grecque",
        "gris": "grise",
        "géant": "géante",
        "hôte": "hôtesse",
        "inconnu": "inconnue",
        "lauréat": "lauréate",
        "lion": "lionne",
        "maître": "maîtresse",
        "noir": "noire",
        "orphelin": "orpheline",
        "ouvrier": "ouvrière",
        "patron": "patronne",
        "piéton": "piétonne",
        "prince": "princesse",
        "prévenu": "prévenue",
        "roux": "rousse",
        "suppléant": "suppléante",
        "vert": "verte",
        "vigneron": "vigneronne",
        "voisin": "voisine",
        "vieux": "vieille",
        "élu": "élue",
        "étudiant": "étudiante",
        # Words whose form with an e, or a like one, is another word.
        "argent": "argent",
        "capital": "capital",
        "terrain": "terrain",
        "moral": "moral",
        "moteur": "moteur",
        "motif": "motif",
        "signal": "signal",
    },
    plural_words=word_set(
        """
    les des ces ses mes tes nos vos leurs aux plusieurs quelques certains certaines divers diverses deux
    trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
    quarante cinquante soixante cent cents mille nombreux nombreuses différents différentes
    """
    ),
    singular_words=word_set(
        """
    le la l un une ce cet cette son sa mon ma ton ta notre votre leur au du chaque aucun aucune
    """
    ),
    leading_parts=word_set(
        """
    vice ex sous demi semi mi non contre avant arrière après porte garde micro mini auto anti co
    """
    ),
)
