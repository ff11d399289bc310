"""Mentions of persons, bodies and things in French, and the pronouns that stand for them. Data only."""

from __future__ import annotations

from typing import Final

from bitext.languages.coreference import CoreferencePatterns
from bitext.languages.french_attribution import FRENCH_ATTRIBUTION
from bitext.languages.french_reporters import BODY_NOUNS, PERSON_NOUNS
from bitext.languages.given_names import MEN, WOMEN

_SPACE: Final = "[ \u00a0\u202f]"
_FEMININE_ENDS: Final = (*("trice", "euse", "ère", "ienne", "esse", "enne", "ée", "ente", "onne", "ante"),)
_BOTH: Final = """
maire ministre juge secrétaire porte-parole propriétaire locataire touriste élève enfant gosse camarade
partenaire dentiste vétérinaire psychologue psychiatre pédiatre scientifique sociologue économiste
politologue géographe biologiste climatologue météorologue géologue archéologue astronome chimiste
philosophe linguiste juriste notaire poète dramaturge journaliste reporter éditorialiste cinéaste
scénariste humoriste guitariste pianiste violoniste artiste peintre photographe chorégraphe architecte
urbaniste analyste pdg drh cycliste athlète pilote arbitre diplomate écologiste socialiste centriste
communiste concierge aubergiste guide garde garagiste stagiaire trentenaire quadragénaire quinquagénaire
sexagénaire septuagénaire octogénaire nonagénaire centenaire internaute domestique interprète bénévole
spécialiste responsable syndicaliste
"""
"""Nouns of persons that are the same for both; their determiner tells the gender."""
_UNSURE: Final = """
victime témoin membre enfant chef médecin professeur auteur écrivain juge maire ministre député
porte-parole agent cadre guide garde secours principal ange fantôme inconnu élu avocat procureur
étranger type individu star idole bébé vedette mannequin personnage figure personne recrue couple
capitaine militaire suspect accusé
"""
"""Nouns whose gender is not that of the person, or that are said of women in the masculine, too."""
_WOMEN: Final = """
femme fille fillette dame demoiselle mère maman sœur tante nièce cousine grand-mère belle-mère
belle-sœur épouse veuve fiancée compagne amie copine patronne gardienne championne reine princesse
comtesse duchesse baronne marquise impératrice hôtesse maîtresse mairesse présidente avocate députée
élue étudiante habitante adjointe militante représentante employée salariée déléguée retraitée candidate
dirigeante enseignante commerçante gérante adolescente cheffe lycéenne magistrate experte consultante
préfète commandante agente sénatrice chancelière première-ministre ambassadrice actrice chanteuse
romancière directrice fondatrice rédactrice ouvrière infirmière sportive gamine bambine Américaine
Française Anglaise Allemande Italienne Espagnole
"""
"""Women; other nouns are known to be so by their endings."""
_MEN: Final = "héros gars mec garçon"
_NO_PERSONS: Final = "chat perroquet loup renard lion ours corbeau cigale fourmi âne marine"
"""Who speaks in fables; and the navy."""
_THINGS: Final = """
coopérative pays État état république royaume province commune capitale quartier nation île continent
parlement sénat assemblée congrès chambre armée marine administration présidence union ligue alliance
coalition mouvement front organisme institution bureau office service centre musée théâtre opéra
festival orchestre bibliothèque lycée collège institut laboratoire start-up usine fabrique magasin
boutique restaurant hôtel marque filiale holding aéroport gare port compagnie firme multinationale
entreprise banque fonds bourse marché plateforme moteur réseau application logiciel système appareil
machine téléphone ordinateur voiture véhicule avion train bateau navire camion bus moto vélo fusée
satellite sonde télescope robot drone maison immeuble bâtiment église cathédrale château pont tour stade
route rue place salle ferme forêt parc jardin rivière fleuve lac mer océan montagne volcan village ville
région planète lune terre livre roman film série album chanson pièce tableau œuvre émission article
texte lettre ouvrage exposition collection loi décret projet plan programme accord traité contrat budget
réforme mesure règle proposition décision maladie virus épidémie vaccin médicament traitement produit
substance molécule cellule gène guerre crise conflit élection campagne enquête procès affaire étude
recherche rapport théorie méthode technologie économie industrie agriculture langue culture religion
tradition équipe club sélection championnat tournoi coupe match saison arbre plante fleur fruit animal
espèce race tempête ouragan cyclone séisme incendie accident attentat attaque explosion
"""
"""Bodies, works, places, machines, events."""


def _persons() -> dict[str, str]:
    """The nouns of persons with their genders, "" where it is not sure."""
    found: dict[str, str] = {}
    for noun in PERSON_NOUNS.split("|"):
        found[noun] = "f" if noun.endswith(_FEMININE_ENDS) else "m"
        if not noun.endswith(("e", "r")):
            found.setdefault(f"{noun}e", "f")
    found |= dict.fromkeys((*_BOTH.split(), *_UNSURE.split()), "")
    found |= dict.fromkeys(_WOMEN.split(), "f") | dict.fromkeys(_MEN.split(), "m")
    return {noun: gender for noun, gender in found.items() if noun not in _NO_PERSONS.split()}


_CAPITAL: Final = "[A-ZÀ-ÖØ-ÝŒ]"
_TITLES: Final = {
    "m": "M Monsieur Sir Lord Don",
    "f": "Mme Mlle Madame Mademoiselle Lady Doña Miss Mrs Ms",
}
_TITLE: Final = (
    "(?:(?P<title>M|MM|Mme|Mmes|Mlle|Mlles|Dr|Pr|Me|Mgr|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Mm]aître|[Dd]octeur"
    f"|[Ss]ir|[Ll]ord|[Ll]ady|Don|Doña|Miss|Mrs|Ms)(?![\\w-])\\.?{_SPACE}+)"
)
_PARTICLE: Final = (
    "(?:(?:de|du|des|la|le|von|van|der|den|ben|bin|el|di|da|dos|De|Du|La|Le|Van|Von)"
    f"{_SPACE}+|[dD]['’]|al-|el-)"
)
_NO_NAME: Final = (
    "(?!(?:[CDJLMNST]|Qu|Lorsqu|Puisqu|Jusqu)['’])(?!(?:Il|Ils|Elle|Elles|On|Je|Nous|Vous|Tu|Le|La|Les|Un|Une|Des|Du|De|Ce"
    "|Cet|Cette|Ces|Ceci|Cela|Ça|Celui|Celle|Ceux|Celles|Mon|Ma|Mes|Ton|Ta|Tes|Son|Sa|Ses|Notre|Nos|Votre|Vos"
    "|Leur|Leurs|Mais|Et|Ou|Or|Donc|Car|Ni|Dans|En|Avec|Pour|Par|Sur|Sous|Après|Avant|Depuis|Pendant|Durant|Selon"
    "|Suivant|Lors|Lorsque|Quand|Si|Puis|Ensuite|Enfin|Ainsi|Aussi|Alors|Cependant|Toutefois|Pourtant|Néanmoins"
    "|Plus|Moins|Très|Trop|Tout|Tous|Toute|Toutes|Chaque|Plusieurs|Certains|Certaines|Quelques|Aucun|Aucune|Comme"
    "|Qui|Que|Quoi|Quel|Quelle|Où|Comment|Pourquoi|Combien|À|A|Au|Aux|Ne|Deux|Trois|Quatre|Malgré|Entre|Chez|Sans"
    "|Afin|Bien|Parmi|Outre|Dès|Vers|Également|Voici|Voilà|Ici|Là|Hier|Demain|Parfois|Souvent|Jamais|Toujours"
    "|Encore|Déjà|Peu|Beaucoup|Oui|Non|Y|Ah|Oh|Eh|Personne|Rien|Chacun|Chacune|Samedi|Dimanche|Lundi|Mardi|Mercredi"
    "|Jeudi|Vendredi|Quant|Face|Lui|Moi|Autant|Même|Seul|Seule|Cinq|Six|Dix|Né|Née|Est|Contre|Grâce|Devant|Derrière"
    "|Interrogé|Interrogée|Âgé|Âgée|Ayant|Étant|Selon|Étonnamment|\\w+ment)(?![\\w-]))"
)
_WORD: Final = (
    f"(?:al-|el-|[dDO]['’])?{_NO_NAME}{_CAPITAL}(?:\\.(?:-?{_CAPITAL}\\.)*(?={_SPACE})|[\\w’'-]*\\w|)"
)
_NAME: Final = f"(?P<name>{_WORD}(?:{_SPACE}+{_PARTICLE}{{0,2}}{_WORD}){{0,4}})"
_DETERMINERS: Final = {
    **dict.fromkeys(("le", "un", "du", "au", "ce", "cet", "aucun", "ledit", "mon", "ton"), "m"),
    **dict.fromkeys(("la", "une", "cette", "aucune", "ladite", "ma", "ta"), "f"),
    **dict.fromkeys(("l'", "l’", "son", "notre", "votre", "leur", "chaque"), ""),
    "sa": "f",
}
_DETERMINER: Final = (
    f"(?<![\\w’'-])(?:(?P<determiner>(?i:le|la|une?|du|au|ce|cet|cette|aucune?|ledit|ladite|mon|ma|son|sa|notre|votre|leur"
    f"|chaque)(?={_SPACE})|(?i:l['’]))"
)
_ADJECTIVE: Final = (
    f"(?:(?:jeune|vieux|vieil|vieille|petite?|grande?|gros|grosse|autre|ancien|ancienne|nouvel|nouvelle|nouveau"
    "|futur|future|même|pauvre|bon|bonne|beau|bel|belle|cher|chère|célèbre|simple|seconde?|première?|premier|dernier"
    f"|dernière|fameux|fameuse|riche|très|ex|vice|troisième|deuxième){_SPACE}+|(?:ex|vice|co|sous|haut)-){{0,2}}"
)
_NOUN: Final = f"{_SPACE}*{_ADJECTIVE}(?P<noun>(?:porte-parole|start-up|[\\w-]+)))(?![\\w-])"

_MENTION: Final = (
    f"(?:(?<![\\w-])(?P<pronoun>(?i:il|elle))(?![\\w-])|(?:-t)?-(?P<inverse>il|elle)(?![\\w-])"
    f"|{_DETERMINER}{_NOUN}|(?<![\\w-])(?:{_TITLE}{_PARTICLE}{{0,2}})?{_NAME})"
)
_CLITIC: Final = f"(?:(?:ne|n['’]|me|m['’]|se|s['’]|nous|vous|lui|leur|y|en|le|la|les|l['’]){_SPACE}*){{0,3}}"
_ADVERBS: Final = (
    f"(?:(?:bien|très|plus|aussi|donc|toujours|encore|peu|pas|trop|assez|également|\\w+ment){_SPACE}+)?"
)
_IS_SO: Final = (
    f'{_ADVERBS}(?:temps|tard|tôt|question|\\d|minuit|midi|jour|nuit|[«“"]'
    f"|(?:im)?(?:possible|probable|portant|pensable)|inutile|difficile|nécessaire|vrai|clair|certain|évident|normal"
    f"|\\w+{_SPACE}+(?:de|que?|à)\\b|\\w+{_SPACE}+(?:qu|d)['’])"
)
_IMPERSONAL_VERBS: Final = (
    "fau\\w+ y pleu\\w+ neige\\w* s['’]agi\\w* agi\\w* suffi\\w* convien\\w+ convenait import\\w+ sembl\\w+"
    " paraî\\w+ paraissait rest\\w+ arriv\\w+ exist\\w+ avère\\w* appartien\\w+"
    " vau\\w+ manqu\\w+ ressort\\w* résult\\w+"
    " subsist\\w+ incomb\\w+ advien\\w+ apparaî\\w+"
)
_IMPERSONAL: Final = (
    f"(?i:il{_SPACE}+{_CLITIC}(?:(?:{'|'.join(_IMPERSONAL_VERBS.split())})(?![\\w-])"
    f"|va(?={_SPACE}+(?:de|sans|falloir)(?!\\w))|se(?={_SPACE}+(?:peut|pourrait|trouve|passe|produit|dit)(?!\\w))"
    f"|(?:peut|pourrait|doit|devrait|va|vient|commence)"
    f"(?={_SPACE}+(?:y|être|sembler|arriver|suffire|falloir|s['’]agir|de)(?!\\w))"
    f"|a(?:vait|urait)?(?={_SPACE}+(?:\\w+{_SPACE}+)?(?:fallu|suffi|semblé|plu|été)(?!\\w))"
    f"|(?:est|était|sera|serait|fut|devient|fait|faisait)(?={_SPACE}+{_IS_SO})))"
)
_PRONOUN: Final = (
    "(?<![\\w-])(?:(?P<subject>(?i:elle|il))(?![\\w-])|"
    "(?<![’'])(?:(?P<possessive>(?i:son|sa|ses))(?=[ \u00a0\u202f])"
    "|(?P<object>(?:lui|le|la)(?![\\w-])|l[’'](?=\\w))))|(?<=-)(?P<inverse>elle|il)(?![\\w-])"
)
FRENCH_COREFERENCE: Final = CoreferencePatterns(
    pronoun=_PRONOUN,
    impersonal=_IMPERSONAL,
    mention=_MENTION,
    circumstance=FRENCH_ATTRIBUTION.circumstance,
    opening=FRENCH_ATTRIBUTION.opening,
    coordination=f"{_SPACE}+(?:et|ou|ainsi{_SPACE}que){_SPACE}+",
    inverted=FRENCH_ATTRIBUTION.behind,
    titles={title: gender for gender, titles in _TITLES.items() for title in titles.split()},
    determiners=_DETERMINERS,
    pronouns={"il": "m", "elle": "f"},
    given_names=dict.fromkeys(WOMEN, "f") | dict.fromkeys(MEN, "m"),
    persons=_persons(),
    things=frozenset((*BODY_NOUNS.split("|"), *_THINGS.split())),
)
"""Whom or what a pronoun of French stands for."""
