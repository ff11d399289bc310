"""Who speaks, in French: mentions of persons, verbs that introduce a quotation, pronouns. Data only."""

from __future__ import annotations

from typing import Final

from bitext.languages.attribution import AttributionPatterns
from bitext.languages.french_reporters import (
    BODY_NOUNS,
    OWN_SPEECH,
    PERSON_NOUNS,
    PRONOUN_CLAUSE,
    SAYING_FORMS,
    SAYING_STEMS,
)

_SPACE: Final = "[ \u00a0\u202f]"
_CAPITAL: Final = "[A-ZÀ-ÖØ-ÝŒ]"
_TITLE: Final = (
    "(?:(?:M|MM|Mme|Mmes|Mlle|Mlles|Dr|Pr|Me|Mgr)\\b\\.?"
    "|(?i:monsieur|madame|mademoiselle|maître|docteur|sœur|frère|sir|lord|lady|don|doña))"
)
_PARTICLE: Final = f"(?:(?:de|du|des|la|le|von|van|der|den|ben|bin|el|di|da|dos){_SPACE}+|d['’]|al-|el-)"
_CAPITAL_PARTICLE: Final = f"(?i:{_PARTICLE})"
"""A particle behind a title or a first name, where it may have a capital: « Mme Le Bris »."""
_NO_NAME: Final = (
    "(?![CDJLMNST]['’])(?!(?:Il|Ils|Elle|Elles|On|Je|Nous|Vous|Tu|Le|La|Les|Un|Une|Des|Du|De|Ce|Cet|Cette|Ces|Ceci|Cela|Ça"
    "|Celui|Celle|Ceux|Celles|Mon|Ma|Mes|Ton|Ta|Tes|Son|Sa|Ses|Notre|Nos|Votre|Vos|Leur|Leurs|Mais|Et|Ou|Or|Donc"
    "|Car|Ni|Dans|En|Avec|Pour|Par|Sur|Sous|Après|Avant|Depuis|Pendant|Durant|Selon|Suivant|Lors|Lorsque|Lorsqu"
    "|Quand|Si|Puis|Ensuite|Enfin|Ainsi|Aussi|Alors|Cependant|Toutefois|Pourtant|Néanmoins|Plus|Moins|Très"
    "|Trop|Tout|Tous|Toute|Toutes|Chaque|Plusieurs|Certains|Certaines|Quelques|Aucun|Aucune|Comme|Qui|Que|Qu"
    "|Quoi|Quel|Quelle|Où|Comment|Pourquoi|Combien|À|A(?!\\.)|Au|Aux|Ne|Deux|Trois|Quatre|Malgré|Entre|Chez|Sans|Afin"
    "|Bien|Parmi|Outre|Dès|Vers|Également|Voici|Voilà|Ici|Là|Hier|Demain|Parfois|Souvent|Jamais|Toujours|Encore"
    "|Déjà|Peu|Beaucoup|Oui|Non|Y(?!\\.)|Ah|Oh|Eh|Et|Quelqu|Personne|Rien|Chacun|Chacune|Samedi|Dimanche|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Aujourd)(?![\\w-]))"
)
"""No name, though a capital begins it at the head of a sentence."""
_NAME_WORD: Final = (
    f"(?:al-|el-|d['’])?{_NO_NAME}"
    f"(?:{_CAPITAL}\\.(?:-?{_CAPITAL}\\.)*(?={_SPACE})|{_CAPITAL}(?:[\\w’'-]*\\w)?)"
)
_NAME: Final = (
    f"(?:{_TITLE}{_SPACE}+(?:{_CAPITAL_PARTICLE})?|{_PARTICLE})?{_NAME_WORD}(?:\\.(?:com|fr|org|net))?"
    f"(?:{_SPACE}+(?:{_CAPITAL_PARTICLE})?{_NAME_WORD}){{0,5}}"
)
_SITE: Final = "[\\w-]+\\.(?:com|fr|org|net|eu)\\b"
_DETERMINER: Final = (
    f"(?:(?i:(?:tou(?:te)?s{_SPACE}+)?(?:l[ea]s?|une?|des|cet|cette|ces?|[smt](?:on|a|es)|notre|nos|votre|vos"
    f"|leurs?|plusieurs|certaine?s|quelques|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|aucune?){_SPACE}+"
    f"|l['’]|d['’]autres{_SPACE}+))"
)
_SMALL: Final = "[a-zà-öø-ÿœ][\\w’'-]*"
_LINKING: Final = (
    "(?!(?:à|au|aux|en|dans|sur|sous|lors|pendant|avant|après|depuis|pour|par|avec|sans|chez|devant|qui|que|dont"
    "|et|ou|mais|alors|tandis|lorsque|quand|comme|selon|contre|vers|entre|dès|si|ce|est|a|ont|sont|il|elle|hier|tout|ne|se|y)\\b|(?:n|s|qu|c|m|t|j)['’])"
)
_OF: Final = (
    f"{_SPACE}+(?:de{_SPACE}+la{_SPACE}+|de{_SPACE}+l['’]|du{_SPACE}+|des{_SPACE}+|de{_SPACE}+|d['’])"
)
_ADJECTIVE: Final = (
    f"{_LINKING}(?!(?:de|du|des)\\b|d['’]|\\w+(?:èrent|aient|ait|[^aeiou]a|int|ut)\\b){_SMALL}"
)
_NOUN_PHRASE: Final = (
    f"(?!(?i:ce(?:tte)?){_SPACE}+derni)"
    f"{_DETERMINER}(?:{_LINKING}{_SMALL}{_SPACE}+){{0,2}}?{_LINKING}(?:{_SMALL}|{_NAME_WORD})"
    f"(?:{_SPACE}+{_ADJECTIVE})?"
    f"(?:{_OF}(?:{_NAME}|{_LINKING}{_SMALL})(?:{_SPACE}+{_ADJECTIVE})?){{0,3}}"
    f"(?:{_SPACE}+{_NAME})?"
)
_SOMEONE: Final = (
    f"(?:(?i:l['’]une?){_SPACE}+(?:de{_SPACE}+|d['’]|des{_SPACE}+)(?:eux|elles|entre{_SPACE}+eux|{_SMALL})"
    "|(?i:l['’]une?|l['’]autre)(?!\\w))"
)
_MENTION: Final = f"(?<![\\w’'-])(?:{_SOMEONE}|{_SITE}|{_NOUN_PHRASE}|{_NAME})"

_ADVERB: Final = (
    f"(?:(?:ensuite|aussi|alors|encore|toutefois|également|enfin|déjà|aussitôt|ainsi|bien|même|finalement|plutôt"
    f"|d['’]abord|par{_SPACE}la{_SPACE}suite|à{_SPACE}nouveau|de{_SPACE}nouveau|notamment|\\w+ment),?{_SPACE}+)?"
)
_CLITIC: Final = f"(?:(?:ne|n['’]|nous|vous|me|m['’]|t['’]|se|s['’]|l['’]|le|la|les|lui|leur|y|en){_SPACE}*)"
_HAS: Final = "(?:a|ont|avait|avaient|eut|aurait|auraient|aura)"
_IS: Final = "(?:est|sont|était|étaient|fut|serait)"
_PARTICIPLE: Final = (
    "(?!(?:été|eu|fini|cessé|commencé|failli|pu|dû|voulu|su|permis|publié|paru)\\b)"
    "\\w+(?:é|i|u|it|is|ert)e?s?\\b"
)
_MORE_STEMS: Final = (
    "qualifi accus salu remerci vant dénonc fustig critiqu appel surnomm nomm évoqu exhort invit scand chant"
    " pens jug regrett félicit réclam moqu plaid opin interrog demand martel répond cri compar tweet retweet"
    " parl décrét souhait défend prôn ridiculis baptis taxi trait pronon sout jur invoqu cit exprim tonn"
    " lanc avou lou os ironis réaffirm déplor préconis montr appell"
)
_MORE_FORMS: Final = (
    "décrit décrivent décrivait décrivit prétend prétendent prétendait craint craignent craignait sait croit"
    " croient croyait crut voit voient voyait entend tient reconnaît promet veut voulait"
)
_STEM: Final = f"(?:{SAYING_STEMS}|{'|'.join(_MORE_STEMS.split())})"
_FORM: Final = f"(?:{SAYING_FORMS}|{'|'.join(_MORE_FORMS.split())})"
_MAKES: Final = (
    f"(?:fait|font|faisait|faisaient|fit|firent){_SPACE}(?:savoir|valoir|observer|remarquer|noter|comprendre)"
    f"|(?:laisse|laissent|laissait|laissa){_SPACE}(?:entendre|échapper)"
)
_FINITE: Final = f"(?:(?:{_STEM})(?:a|èrent|ait|aient|e|ent)|{_MAKES}|{_FORM}|{OWN_SPEECH})(?![\\w’'-])"
_SAID: Final = (
    f"(?:fait{_SPACE}(?:savoir|valoir|observer|remarquer|noter|comprendre)|laissé{_SPACE}entendre"
    "|(?:re)?dit|répondu|repris|poursuivi|conclu|admis|promis|prévenu|averti|soutenu|maintenu|reconnu|renchéri"
    "|réagi|démenti|écrit|décrit|convenu|cru|prétendu|craint|tenu|déclaré|tweeté"
    f"|(?:{_STEM})é)e?s?(?!\\w)"
)
_PRONOUN: Final = "(?:-t)?-(?P<pronoun>ils?|elles?|on|je|nous)(?![\\w-])"
_ANY_FINITE: Final = "(?:\\w+(?:e|ent|a|it|ait|aient|èrent|irent|int|d|t|ut|ai|ais|is))"
_MANNER: Final = (
    "(?:(?:enfin|alors|aussi|encore|toujours|bas|quant{s}à{s}\\w+|tout{s}(?:à{s}coup|bas|haut)|à{s}(?:son|leur){s}tour"
    "|de{s}(?:nouveau|son{s}côté)|pour{s}(?:sa|leur){s}part|aussitôt|soudain|ainsi|à{s}voix{s}\\w+"
    "|d['’]une?{s}(?:voix|ton|air){s}\\w+|avec{s}\\w+|sans{s}\\w+|en{s}\\w+ant|\\w+ment),?{s}+)?"
).replace("{s}", _SPACE)

_NAMED_THINGS: Final = (
    "(?:association|collectif|comité|mouvement|parti|syndicat|réseau|club|équipe|fondation|ong|groupe|orchestre"
    "|chorale|troupe|entreprise|société|start-up|marque|magasin|boutique|restaurant|brasserie|café|bar|hôtel"
    "|camping|ferme|résidence|école|librairie|cinéma|théâtre|salle|musée|galerie|bateau|navire|chalutier|voilier"
    "|cargo|yacht|film|documentaire|court-métrage|long-métrage|série|émission|feuilleton|téléfilm|livre|roman"
    "|essai|recueil|nouvelle|poème|ouvrage|bande{s}dessinée|bd|manga|album|chanson|single|tube|opéra|ballet|pièce"
    "|comédie|spectacle|concert|exposition|expo|festival|journal|quotidien|hebdomadaire|mensuel|magazine|revue"
    "|gazette|podcast|blog|site|application|appli|logiciel|jeu|tableau|toile|sculpture|programme|projet|opération"
    "|campagne|dispositif|loi|plan|label|prix|trophée|tempête|ouragan|cyclone|typhon|sentier|circuit|rue|place)s?"
).replace("{s}", _SPACE)

FRENCH_ATTRIBUTION: Final = AttributionPatterns(
    mention=_MENTION,
    name=f"(?:{_NAME}|{_SITE})",
    known_name=f"(?:{_TITLE}{_SPACE}+)?(?:{_PARTICLE})?{_NAME_WORD}{_SPACE}+(?:{_CAPITAL_PARTICLE})?{_NAME_WORD}|{_TITLE}{_SPACE}+(?:{_CAPITAL_PARTICLE})?{_NAME_WORD}",
    place=f"(?<!\\w)en{_SPACE}+",
    opening=f"(?i:(?:mais|et|puis|alors|or|soudain|enfin|ensuite|aussitôt|ensemble|ainsi|toutefois|cependant)(?:{_SPACE}+|,{_SPACE}*))+",
    named=f"[a-zà-öø-ÿœ’']{_SPACE}+{_NAME}$",
    predicate=f"(?<!\\w)(?:{_HAS}|{_IS}|\\w+(?:ait|aient|èrent)|{_FINITE})(?!\\w)",
    asked=f"(?<!\\w)(?:demand|pos)(?:é|a|ait|aient|èrent|e|ent){_SPACE}+(?:la{_SPACE}question{_SPACE}+)?à{_SPACE}+",
    body=f"{_DETERMINER}(?:[\\w-]+{_SPACE}+)?(?:{BODY_NOUNS})s?x?(?!\\w)",
    person=f"{_DETERMINER}(?:[\\w-]+{_SPACE}+)?(?:(?:{PERSON_NOUNS})(?:e|ère|ne|le)?s?x?"
    f"|{_CAPITAL}\\w*(?:ain|ien|éen|ais|ois|and|ol)(?:n?e)?s?)(?!\\w)",
    behind=(
        f"(?:{_CLITIC}{{0,2}}(?:{_FINITE}|{_HAS}{_SPACE}+{_ADVERB}{_PARTICIPLE}(?:{_SPACE}(?:savoir|valoir|observer"
        f"|remarquer|noter|comprendre|entendre|échapper))?|(?<=['’]){_IS}{_SPACE}+{_ADVERB}{_PARTICIPLE})"
        f"{_SPACE}+{_MANNER}(?:(?:(?:aux?|à{_SPACE}+la|à){_SPACE}+|à{_SPACE}+l['’])"
        f"(?:micro{_SPACE}+(?:de{_SPACE}+|d['’]))?(?:{_SMALL}|{_NAME_WORD}){_SPACE}+)?)"
    ),
    pronoun_behind=(f"(?:{_CLITIC}{{0,2}}(?:{_HAS}|{_IS}|{_ANY_FINITE}){_PRONOUN})"),
    pronoun_clause=PRONOUN_CLAUSE,
    verb=(
        f"(?<!\\w)(?:{_CLITIC}{{0,2}}(?:{_FINITE}|{_HAS}{_SPACE}+{_ADVERB}{_CLITIC}?{_SAID}"
        f"|(?<=s['’]){_IS}{_SPACE}+{_ADVERB}{_SAID})|(?:se{_SPACE}+|s['’])?(?:{_STEM}|dis)ant(?!\\w))"
    ),
    pronoun_before=f"(?<!\\w)(?P<pronoun>(?i:ils?|elles?|on|je|j['’]|nous|tu|vous)){_SPACE}*$",
    gerund=f"(?<!\\w)en{_SPACE}+$",
    relative=f"(?<!\\w)qui{_SPACE}+$",
    coordination=f"(?<!\\w)(?:et|puis|mais|avant{_SPACE}d[e’']|ou){_SPACE}+$",
    subordinate=(
        f"(?<!\\w)(?i:(?:lorsqu|quand|comme|puisqu|pendant{_SPACE}qu|tandis{_SPACE}qu|alors{_SPACE}qu)"
        f"(?:e?{_SPACE}+|['’]))"
    ),
    clause_start=(
        f"(?:(?<!après{_SPACE})(?<!afin{_SPACE})(?<!avant{_SPACE})(?<!bien{_SPACE})(?<!alors{_SPACE})(?<!\\w)"
        f"(?:que{_SPACE}+|qu['’])|(?<!\\w)(?:tandis|alors){_SPACE}+qu(?:e{_SPACE}+|['’])|(?<!\\w)mais{_SPACE}+)"
    ),
    circumstance=(
        "(?i:(?:en|dans|lors|selon|d['’]après|à|au|aux|depuis|pendant|durant|après|avant|pourtant|car|aussi|également"
        "|sur|sous|pour|par|avec|sans|malgré|outre"
        "|concernant|quant|face|devant|interrogée?|contactée?|apparue?|ravie?|âgée?|née?|s['’]adressant|si|quand"
        "|lorsque?|comme|de|du|des|debout|hier|aujourd['’]hui|demain|samedi|dimanche|lundi|mardi|mercredi|jeudi"
        f"|vendredi|\\w+ment|\\w+ant(?!{_SPACE}+(?-i:{_CAPITAL}))|l['’]an|(?:le|ce|cette|la)"
        f"{_SPACE}(?:\\d|matin|soir|semaine|mois|année|jour|lendemain|veille|\\w+di\\b)|qui|dont)(?![\\w-]))"
    ),
    according=f"(?<!\\w)(?i:selon|pour(?={_SPACE}+(?-i:(?:{_TITLE}{_SPACE}+)?{_NAME_WORD}{_SPACE}+{_NAME_WORD}|{_DETERMINER}(?:{PERSON_NOUNS})e?s?\\b))|d['’]après|de{_SPACE}l['’]avis{_SPACE}de){_SPACE}+",
    naming=f"(?<![\\w-])(?i:{_NAMED_THINGS}|(?:intitul|dénomm|sous-titr)ée?s?)(?:{_SPACE}+{_SMALL})?{_SPACE}*$",
    masculine=f"(?i:(?:le|un|ce|cet|du){_SPACE}|(?:m|mm|monsieur|sir|lord|père|frère|abbé)\\b)",
    feminine=f"(?i:(?:la|une|cette){_SPACE}|(?:mme|mmes|mlle|mlles|madame|mademoiselle|lady|sœur)\\b)",
    plural=f"(?i:(?:tou(?:te)?s{_SPACE})?(?:les|des|ces|plusieurs|certaine?s|quelques|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|ses|leurs){_SPACE}|(?:mm|mmes|mlles)\\b)",
    genders=(("il", "m"), ("elle", "f"), ("ils", "mp"), ("elles", "fp")),
)
"""Whom a quotation in French is attributed to."""
