"""The narrator's words inside and behind speech: incises, and sentences that tell instead of speak.

Data and rules of French for :mod:`bitext.speech`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ER = (
    "accept accus ajout affirm affirm annonc appel approuv articul assur avanc avou balbuti bafouill bégay"
    " bredouill brais chant chantonn chevrot chuchot clam coup command commenc comment compt confess confi"
    " confirm conseill constat continu cri croass débit déclam déclar demand détaill devin dict éclat écri"
    " émit encourag enchaîn énonc entonn énumér expliqu exclam exig félicit formul gazouill glouss grinç"
    " grogn grommel grond gueul hasard haleta hésit hurl implor indiqu informe insinu insist interrog"
    " intim invit invoqu ironis jet jur lâch lanc lament mand marmonn marmott martel mentionn menac"
    " murmur narr nasill not object observ opin ordonn pens persifl pest plaid plaisant pleur pleurnich"
    " précis pri proclam prononc propos protest questionn rabâch racont raill râl rappel rassur"
    " récit réclam recommand recommenc rectifi redemand réfut regrett remarqu remerci renseign"
    " répét répliqu reproch résum rétorqu révél ricann ricana ripost ronchonn rumin sanglot sermonn"
    " siffl signal soliloqu song souffl souhait soulign soupir stipul suggér suppli supplic susurr"
    " tonitru tonn tranch trembl vocifér zézay achev termin poursuiv interpell apostroph questionn calcul"
    " raisonn déplor jubil triomph exhal exhort bougonn maugré grasseya pépi bram aboy récapitul rêv"
)
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
_VERB = (
    "(?:(?:" + "|".join(sorted(set(_ER.split()), key=len, reverse=True)) + ")(?:a|èrent|ai|ait|aient|e|ent|ais)"
    "|" + "|".join(sorted(set(_IRREGULAR.split()), key=len, reverse=True)) + ")"
)
_CLITIC = "(?:(?:lui|leur|me|te|nous|vous|se|y|en)[ \u00a0]+|[mts]['’][ \u00a0]?)?"
_PRONOUN = "(?:-t)?-(?:ils?|elles?|on|je)\\b"
_DONE = "(?:avait|eut|a|ont|avaient|ai|avais)"
_SUBJECT = (
    "(?=(?:(?:[\\w-]+ment|enfin|alors|aussi|encore|tout [àa] coup|tout bas|à son tour|de nouveau|aussitôt"
    "|soudain|bas|en \\w+ant|d['’]une? voix \\w+|à voix basse|tout haut)[, ]+)?"
    "(?:l[ea]s?\\b|l['’]|une?\\b|son\\b|sa\\b|ses\\b|mon\\b|ma\\b|mes\\b|notre\\b|nos\\b|leur\\b|leurs\\b"
    "|ce\\b|cet\\b|cette\\b|ces\\b|celui|celle|l['’]autre|quelqu|chacun|tous|toutes|d['’]autres|plusieurs"
    "|deux|trois|un\\b|monsieur|madame|mademoiselle|maître|mon|don|doña|lord|lady|sir|miss|mistress"
    "|messire|master|père|mère|[A-ZÀ-ÖØ-ÝŒ]))"
)
_SAID = (
    f"(?:{_CLITIC}(?:{_VERB}|\\w+(?:a|it|ut|int)(?=-(?:t-)?(?:il|elle|on)\\b)"
    f"|\\w+èrent(?=-(?:ils|elles)\\b)|\\w+ai(?=-je\\b)){_PRONOUN}"
    f"|{_CLITIC}{_DONE}{_PRONOUN} \\w+"
    f"|{_CLITIC}{_VERB}[ \u00a0]+{_SUBJECT})"
)
_QUESTION = re.compile("[^.!…:;,]*\\?")
_INCISE = re.compile(f"(?:(?<=[,;!?…»”—–])|(?<=\\.\\.\\.)|(?<=[,;!?…»”—–-][ \u00a0\u202f])|(?<=\\.\\.\\.[ \u00a0])){_SAID}")
_BEHIND = re.compile(f"[ \u00a0\u202f]?[,;—–-]*[ \u00a0\u202f]?{_SAID}")
_STOP = re.compile("[.…]+(?=\\s|$)|[;:,!?]+|\\n")
_ASIDE = re.compile(
    "\\s*(?:(?:et |ou |mais |tout |puis |plus |presque |très |fort |comme |moitié )*"
    "(?:en\\b|d['’]un|avec|sans|qui\\b|dont\\b|lequel|laquelle|auquel|dans|sur|sous|vers|pour\\b|par\\b|après"
    "|pendant|tandis|comme|lorsqu|quand il|quand elle|quand le|au milieu|au moment|à voix|à son|à sa|à ses"
    "|à demi|de sa|de son|du ton|du même|des larmes|le visage|la tête|la main|la voix|la figure|le front"
    "|le regard|le bras|le doigt|la bouche|le cœur|les yeux|les mains|les bras|les dents|les lèvres|l['’]œil"
    "|l['’]air|\\w+ant\\b|\\w+ée?s?\\b|\\w+(?:ris|ri|ux|eux|euse)e?s?\\b|toujours|un peu|non moins|chez"
    "|[\\w-]+ment\\b|s['’]\\w+ant|se \\w+ant|lui \\w+ant|celui|celle|\\w+ (?:le|la|les|un|une) \\w+\\s*,))"
)


def incise_at(text: str, i: int) -> bool:
    """Whether an incise begins at ``i``, behind a closing mark."""
    found = _BEHIND.match(text, i)
    return found is not None and not _QUESTION.match(text, found.end())


def find_incises(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The incises of one sentence: from the verb to where the speech goes on, or to the sentence's end."""
    at = start
    while (found := _INCISE.search(text, at, end)) is not None:
        at = found.end()
        question = _QUESTION.match(text, found.end(), end)
        if question is not None and not found.group().lower().startswith("demand"):
            continue
        at = _incise_end(text, found.end(), end)
        yield found.start(), at


def _incise_end(text: str, at: int, end: int) -> int:
    """Where the incise whose verb ends before ``at`` ends: behind the comma at which the speech resumes."""
    while (stop := _STOP.search(text, at, end)) is not None:
        at = stop.end()
        mark = stop.group()[0]
        if mark in ":\n":
            return at
        if mark in ".…":
            continue
        following = _STOP.search(text, at, end)
        clause_end = following.start() if following else end
        if _ASIDE.match(text, at, end):
            continue
        if tells(text, at, clause_end) > CLAUSE:
            continue
        return at
    return end


_SPEAKER = re.compile(
    "\\b(?:je|j['’]|me|m['’]|moi|tu|t['’]|te|toi|vous|nous|votre|vos|notre|nos|mon|ma|mes|ton|ta|tes|mien\\w*|tien\\w*)\\b"
    "|\\b[jmt]['’]", re.I)
_PRESENT = re.compile(
    "\\b(?:est|sont|c['’]est|ai|as|a|ont|suis|es|sommes|êtes|faut|peut|peux|veux|veut|va|vais|vas|vont|dois"
    "|doit|sais|sait|fait|fais|vient|viens|voilà|voici|oui|non|ah|oh|eh|hé|hélas|allons|bah|merci|bon|bien"
    "|aujourd['’]hui|demain|hier|maintenant|ici|ça|\\w+rai|\\w+ras|\\w+rez|\\w+rons|\\w+ront|\\w+ez)\\b", re.I)
_PAST = re.compile(
    "\\b(?!(?:la|sa|ma|ta|ça|cela|va|a|papa|celà|fait|esprit|petit|habit|crédit|profit|débit|récit|délit|appétit"
    "|conflit|édit|transit|déficit|interdit|granit|lit|maudit|dit|inédit|subit|tout|but|début|salut|institut"
    "|statut|brut|rebut|tribut)\\b)"
    "(?:\\w{2,}(?<!r)a|\\w{3,}ra(?=\\s+(?:le|la|les|son|sa|ses|un|une|à|au|sur|de|du|en|dans|vers)\\b)"
    "|\\w+èrent|\\w+irent|\\w+urent|\\w+inrent|\\w{1,}(?<![oauœ])it|\\w+(?<!o)ut|fut|eut|\\w*(?:v|t)int)\\b")
_IMPERFECT = re.compile(
    "\\b(?!(?:fait|lait|trait|parfait|souhait|portrait|extrait|attrait|sait|tait|distrait|bienfait|retrait)\\b)"
    "(?:\\w+(?<!r)ait|\\w+(?<!r)aient)\\b")
CLAUSE = 1.0
_THIRD = re.compile("\\b(?:ils?|elles?|se|s['’]|lui|leurs?|son|sa|ses)\\b", re.I)


def tells(text: str, start: int, end: int) -> float:
    """How far the stretch is a narrator's: above 0 it tells, below 0 it speaks."""
    score = 0.0
    for pattern, weight in _WEIGHTS:
        score += weight * min(3, len(pattern.findall(text, start, end)))
    last = text[max(start, end - 4) : end].rstrip()[-1:]
    return score - (1.0 if last in "!?" else 0.0)


_WEIGHTS = ((_PAST, 1.6), (_IMPERFECT, 1.0), (_THIRD, 0.4), (_SPEAKER, -1.5), (_PRESENT, -0.8))

_WRITING = re.compile(
    "\\b(?:écri\\w+|lettres?|billets?|lut|lisait|lis|lire|lurent|inscri\\w+|adresse|dépêche|télégramme|enseigne"
    "|affiche|journal|papier|carte|titre|étiquette|pancarte|suscription|ces mots|ces lignes)\\b")


def reads(text: str, start: int, end: int) -> bool:
    """Whether the stretch announces something written."""
    return _WRITING.search(text, start, end) is not None
