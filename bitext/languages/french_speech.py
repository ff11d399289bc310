"""What is known of the narrator's words in French: reporting clauses and narration. Data only.

Verbs of saying, the word order of a reporting clause (« dit-il », « s'écria d'une voix forte le capitaine »),
what may go on inside one, and the marks of narration: past historic and imperfect against the first and
second person, the present, the imperative and exclamations (Benveniste's *récit* and *discours*).
"""

from __future__ import annotations

from bitext.languages.french_reporters import (
    CIRCUMSTANCE,
    COMPLETE,
    PRONOUN_CLAUSE,
    SPEAKER_CLAUSE,
    SUBJECT_CLAUSE,
)
from bitext.languages.speech import SpeechPatterns

_STEMS = (
    "accept accus ajout affirm affirm annonc appel approuv articul assur avanc avou balbuti bafouill bégay"
    " bredouill brais chant chantonn chevrot chuchot clam coup command commenc comment compt confess confi"
    " confirm conseill constat continu cri croass débit déclam déclar demand détaill devin dict éclat écri"
    " émit encourag enchaîn énonc entonn énumér expliqu exclam exig félicit formul gazouill glouss grinç"
    " grogn grommel grond gueul hasard halet hésit hurl implor indiqu inform insinu insist interrog"
    " intim invit invoqu ironis jet jur lâch lanc lament mand marmonn marmott martel mentionn menac"
    " murmur narr nasill not object observ opin ordonn pens persifl pest plaid plaisant pleur pleurnich"
    " précis pri proclam prononc propos protest questionn rabâch racont raill râl rappel rassur"
    " récit réclam recommand recommenc rectifi redemand réfut regrett remarqu remerci renseign"
    " répét répliqu reproch résum rétorqu révél rican ripost ronchonn rumin sanglot sermonn"
    " siffl signal soliloqu song souffl souhait soulign soupir stipul suggér suppli supplic susurr"
    " tonitru tonn tranch trembl vocifér zézay achev termin poursuiv interpell apostroph questionn calcul"
    " raisonn déplor jubil triomph exhal exhort bougonn maugré grassey pépi bram aboy récapitul rêv"
)
"""Verbs of saying in -er, without their endings."""
_IRREGULAR = (
    "dit dirent disait disaient dis disais redit redirent fit firent faisait fis reprit reprirent reprenait"
    " reprend repris répondit répondirent répondait répondaient répond répondis répartit repartit"
    " repartirent poursuivit poursuivirent poursuit poursuivait conclut conclurent interrompit interrompis"
    " interrompait intervint intervient convint convient admit admet promit gémit gémirent gémissait rugit"
    " rugirent glapit mugit rit riait sourit avertit prévint consentit soutint maintint apprit permit"
    " défendit entendit surenchérit renchérit réfléchit réfléchissait enjoignit bondit vagit frémit grossit"
    " acquiesça grinça lança commença prononça annonça avança menaça gueula répète jette rejeta appelle"
    " grommelle rappelle gronde suggère révèle lut lisait relut"
)
"""Forms of other verbs of saying."""
_VERB = (
    f"(?:(?:{'|'.join(_STEMS.split())})(?:a|èrent|ai|ait|aient|e|ent|ais)"
    f"|(?:{'|'.join(_IRREGULAR.split())}))\\b"
)
_CLITIC = "(?:(?:lui|leur|me|se|y|en)[ \u00a0]+|[mts]['’][ \u00a0]?)?"
_PRONOUN = "(?:-t)?-(?:ils?|elles?|on|je)\\b"
_DONE = "(?:avait|eut|a|ont|avaient|ai|avais|était|étaient|est)"
_MANNER = (
    "(?:(?:[\\w-]+ment|enfin|alors|aussi|encore|toujours|bas|tout [àa] coup|tout bas|tout haut|à son tour"
    "|de nouveau|aussitôt|soudain|à voix \\w+|d['’]une? voix \\w+|d['’]un (?:ton|air) \\w+|avec \\w+"
    "|sans \\w+|en \\w+ant)[, \u00a0]+)?"
)
_SUBJECT = (
    f"(?={_MANNER}"
    "(?:l[ea]s?\\b|l['’]|une?\\b|[sm](?:on|a|es)\\b|notre\\b|nos\\b|leurs?\\b|ce\\b|cet\\b|cette\\b|ces\\b"
    "|celui|celle|quelqu|chacun|tous|toutes|d['’]autres|plusieurs|deux|trois|monsieur|madame|mademoiselle"
    "|maître|don|doña|lord|lady|sir|miss|mistress|messire|master|père|mère|[A-ZÀ-ÖØ-ÝŒ]))"
)
_SAID = (
    f"(?:{_CLITIC}(?:{_VERB}|\\w+(?:a|it|ut|int)(?=-(?:t-)?(?:il|elle|on)\\b)"
    f"|\\w+èrent(?=-(?:ils|elles)\\b)|\\w+ai(?=-je\\b)){_PRONOUN}"
    f"|{_CLITIC}{_DONE}{_PRONOUN} \\w+"
    f"|{_CLITIC}(?:avait|avaient|était|étaient) (?:\\w+ment )?(?:{_VERB}|\\w+(?:é|i|u))[ \u00a0]+{_SUBJECT}"
    f"|{_CLITIC}fi(?:t|rent) \\w+(?:er|ir|re)[ \u00a0]+{_SUBJECT}"
    f"|{_CLITIC}{_VERB}[ \u00a0]+{_SUBJECT})"
)

_ASIDE = (
    "\\s*(?:(?:et|ou|mais|tout|puis|plus|presque|très|fort|moitié)[ \u00a0])*"
    "(?:en \\w+ant|d['’]une?\\b|avec\\b|sans\\b|qui\\b|dont\\b|lequel|laquelle|auquel|pendant\\b|tandis\\b"
    "|lorsqu|au milieu|au moment|à voix|à (?:son|sa|ses)\\b|à demi|de (?:son|sa|ses)\\b|du ton|du même"
    "|des larmes|(?:le|la|les|l['’]) ?(?:visage|tête|mains?|voix|figure|front|regard|bras|doigts?|bouche|cœur"
    "|yeux|dents|lèvres|œil|air|poings?|sourcils?|joues?|gorge|genoux?)\\b"
    "|(?!maintenant|pourtant|avant|autant|enfant|pendant|cependant|auparavant|devant|instant|tant\\b|quant)"
    "\\w+ant\\b"
    "|(?!monsieu|vous|nous|curieux|mieux|adieu|eux\\b|deux|ceux|veux|peux|mari|pari|merci|souris|esprit)"
    "\\w+(?:é|ée|és|ées|ris|rie|eux|euse)\\b(?! \\w+ez)"
    "|toujours\\b(?=[,. ]+\\w+[,.])|un peu|non moins"
    "|[\\w-]{4,}ment\\b(?=[ \u00a0]?[,.;])|[ls](?:e|ui) \\w+ant\\b)"
)
"""How a clause begins that still belongs to the reporting clause before it: gestures, tone, circumstances."""

_SPEAKER = (
    "(?i:\\b(?:je|me|moi|tu|te|toi|vous|nous|votre|vos|notre|nos|mon|ma|mes|ton|ta|tes|mien\\w*|tien\\w*)\\b"
    "|\\b[jmt]['’])"
)
_PRESENT = (
    "(?i:\\b(?:est|sont|ai|as|a|ont|suis|es|sommes|êtes|faut|peut|peux|peuvent|veux|veut|veulent|va|vais|vas|vont"
    "|dois|doit|doivent|sais|sait|savent|fait|fais|font|vient|viens|viennent|voilà|voici|oui|non|ah|oh|eh|hé"
    "|hélas|allons|bah|merci|bon|bien|hui|demain|hier|maintenant|ici|ça|\\w+rai|\\w+ras|\\w+rons|\\w+ront|\\w+ez)\\b)"
)
"""The present, the future and the imperative, with words that only the one who speaks says."""
_PAST = (
    "\\b(?!(?:la|sa|ma|ta|ça|cela|va|a|papa|fait|esprit|petit|habit|crédit|profit|débit|récit|délit|appétit"
    "|conflit|édit|transit|déficit|interdit|granit|lit|maudit|dit|inédit|subit|tout|but|début|salut|institut"
    "|statut|brut|rebut|tribut)\\b)"
    "(?:\\w{2,}(?<!r)a|\\w{3,}ra(?=\\s+(?:l[ea]s?|son|sa|ses|une?|à|au|sur|de|du|en|dans|vers)\\b)"
    "|\\w+èrent|\\w+irent|\\w+urent|\\w+inrent|\\w+(?<![oauœ])it|\\w+(?<!o)ut|\\w*[vt]int)\\b"
)
_IMPERFECT = (
    "\\b(?!(?:fait|lait|trait|parfait|souhait|portrait|extrait|attrait|sait|tait|distrait|bienfait|retrait)\\b)"
    "\\w+(?<!r)(?:ait|aient)\\b"
)
_THIRD = "(?i:\\b(?:ils?|elles?|se|s['’]|lui|leurs?|son|sa|ses)\\b)"
_WRITING = (
    "\\b(?:écri\\w+|lettres?|billets?|lut|lisait|lis|lire|lurent|inscri\\w+|adresse|dépêche|télégramme|enseigne"
    "|affiche|journal|papier|carte|titre|étiquette|pancarte|suscription|ces mots|ces lignes)\\b"
)

FRENCH_SPEECH = SpeechPatterns(
    reporting_clause=_SAID,
    aside=_ASIDE,
    asking="(?i:demand)",
    narration=((_PAST, 1.6), (_IMPERFECT, 1.0), (_THIRD, 0.4), (_SPEAKER, -1.5), (_PRESENT, -0.8)),
    sure_clause=f"{PRONOUN_CLAUSE}|{SPEAKER_CLAUSE}",
    likely_clause=SUBJECT_CLAUSE,
    complete=COMPLETE,
    circumstance=CIRCUMSTANCE,
    writing=_WRITING,
)
