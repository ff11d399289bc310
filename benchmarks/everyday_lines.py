"""Everyday lines with what a translation must not touch, or writes by a rule.

Each comes with what its English has to have. A line is a French carrier and one or two *items*: an address, a
file name, a time. Items are put together from parts at random, carriers say where in the sentence they stand.
The same seed gives the same lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from benchmarks.everyday_items import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES: Final = {
    "head": (
        "{} figure en tête de la liste.",
        "{} : voilà ce que tout le monde retient.",
        "{} a été ajouté hier par la directrice.",
        "{}, c'est tout ce qu'il nous reste à vérifier.",
    ),
    "middle": (
        "Nous avons recopié {} sur la première page du dossier.",
        "Personne ne sait pourquoi {} apparaît deux fois dans le rapport.",
        "Le stagiaire a remplacé {} par un espace vide.",
        "Il y avait écrit {} en gros caractères sur la porte.",
    ),
    "end": (
        "Le message se termine par {}.",
        "Dans la marge, quelqu'un a noté {}",
        "Le gardien demande à tous les visiteurs de retenir {} !",
        "Faut-il encore vérifier {} ?",
    ),
    "brackets": (
        "La remarque du directeur ({}) n'a convaincu personne.",
        "La dernière ligne du tableau [{}] doit être relue avant jeudi.",
        "Le secrétariat a tout corrigé ({}).",
    ),
    "quotation": (
        "Elle a écrit « {} » au dos de l'enveloppe.",
        "« {} », répétait le vieil homme.",
        "Sur l'affiche, on lit “{}” en lettres rouges.",
    ),
    "two": (
        "Entre {} et {}, le jury hésite encore.",
        "Il faut remplacer {} par {} dans tout le document.",
        "Le premier a choisi {}, le second {}.",
    ),
    "glued": (
        "Deux choix restent possibles : {}, {} ; le reste attendra.",
        "Avez-vous pensé à {}? La voisine dit que oui.",
        "Notez bien ceci:{}, puis refermez le cahier.",
        "L'étiquette disait {}… et rien d'autre.",
    ),
    "capitals": (
        "ATTENTION, {} EST OBLIGATOIRE POUR TOUTE LA JOURNÉE",
        "LE COMITÉ A RETENU {} APRÈS DEUX HEURES DE DÉBAT",
    ),
}
"""Carriers that any item fits in, by where the item stands."""

CARRIERS: Final = {
    "addresses": (
        "Réservez vos places sur {} avant la fin du mois.",
        "Le règlement complet se trouve à l'adresse {}.",
        "La page {} ne répond plus depuis ce matin.",
        "Voir {} pour le programme du festival.",
    ),
    "domains": (
        "Le site {} publie l'enquête en entier.",
        "Selon {}, le maire aurait démissionné.",
        "Inscrivez-vous sur {} dès lundi.",
        "Source : {}",
    ),
    "e-mail": (
        "Écrivez à {} avant vendredi.",
        "Les candidatures sont à envoyer à {}, avec une lettre de motivation.",
        "Contact : {}",
        "Pour toute question, {} reste à votre disposition.",
    ),
    "handles": (
        "Suivez {} pour ne rien manquer de la saison.",
        "Merci à {} pour cette belle photo du port !",
        "Selon {}, le match est reporté à dimanche.",
        "RT {} : la route est coupée à cause de la neige",
    ),
    "hashtags": (
        "Partagez vos photos avec {} sur les réseaux sociaux.",
        "Des milliers de messages accompagnés de {} ont circulé hier.",
        "Tous dans la rue samedi {}",
        "{} Le préfet annonce la fermeture des plages.",
    ),
    "files": (
        "Ouvrez {} puis imprimez la page 3.",
        "Le document {} est joint à ce courriel.",
        "Enregistrez le fichier sous {} et fermez la fenêtre.",
        "J'ai perdu {}, pourriez-vous me le renvoyer ?",
    ),
    "placeholders": (
        "Bonjour {}, votre commande est prête.",
        "Vous avez reçu {} nouveaux messages.",
        "Impossible d'ouvrir le dossier {}.",
        "Cher {}, nous vous remercions de votre fidélité.",
    ),
    "versions": (
        "Installez Python {} avant de commencer.",
        "La version {} corrige une faille de sécurité.",
        "Le pilote {} ne fonctionne plus depuis la mise à jour.",
        "Passez de la {} à la suivante sans attendre.",
    ),
    "references": (
        "Le règlement n° {} reste en vigueur.",
        "Votre commande {} a été expédiée ce matin.",
        "Merci de rappeler la référence {} dans vos courriers.",
        "Dossier {} : le tribunal rejette la demande.",
    ),
    "times": (
        "Le train part à {} de la gare du Nord.",
        "La réunion commence à {} dans la grande salle.",
        "Le magasin ferme à {} le samedi.",
        "Rendez-vous à {} devant la mairie.",
        "Vers {}, un orage a éclaté sur la ville.",
        "Les bureaux sont ouverts de {} à {}.",
        "Il faut arriver avant {}, sinon les portes seront fermées.",
        "La navette de {} est complète.",
    ),
    "sums": (
        "Il reste {} à payer.",
        "Le billet coûte {} pour les adultes.",
        "Une amende de {} a été infligée à l'entreprise.",
        "Le loyer est passé de {} à {} en deux ans.",
        "Total : {}",
        "Elle a dépensé {} en une seule journée.",
    ),
    "ranges": (
        "Les valeurs mesurées vont de {} selon les échantillons.",
        "L'intervalle {} contient la plupart des résultats.",
        "La moyenne s'établit à {} cette année.",
        "Le laboratoire a relevé {} dans l'eau du lac.",
    ),
    "powers": (
        "La galaxie voisine contient environ {} étoiles.",
        "Le résultat du calcul est {}.",
        "On trouve {} dans presque toutes les cellules.",
        "La valeur {} dépasse toutes les prévisions.",
    ),
    "symbols": (
        "Accueil {} Contact",
        "Cliquez sur Fichier {} Enregistrer sous.",
        "Le prix {} le poids, voilà toute la question.",
        "Nos services {} Nos horaires {} Nous trouver",
        "Le signe {} est placé au milieu de la page.",
    ),
    "emoji": (
        "J'adore ce film {} et je le recommande à tous.",
        "Bon anniversaire {} !",
        "{} Les inscriptions sont ouvertes jusqu'à dimanche.",
        "Merci à tous les bénévoles {}",
        "On se retrouve à la plage {} demain matin ?",
    ),
}
"""Carriers of one kind of items each."""


@dataclass(frozen=True, slots=True)
class Line:
    """A French line of a ``kind``; its English has to have each of ``wanted``, once for each time."""

    kind: str
    place: str
    text: str
    wanted: tuple[str, ...]

    def faults(self, english: str) -> Iterator[str]:
        """What of it ``english`` lacks or has too often, and the names of masks that stand in it."""
        for item, count in Counter(self.wanted).items():
            found = len(re.findall(_bounded(item), english))
            if found != count:
                yield f"{item} {found} times"
        rest = english
        for item in self.wanted:
            rest = rest.replace(item, "")
        yield from re.findall(r"ZXQ*\d\w*", rest, re.IGNORECASE)
        if self.place == "capitals" and rest != rest.upper():
            yield "small letters"
        if not re.search(r"[^\W\d_]{2}", rest):
            yield "nothing else"


def lines(kind: str, count: int, seed: int = 1) -> list[Line]:
    """``count`` lines of a ``kind``, one of :data:`KINDS`; the places take turns."""
    random = Random(f"{seed} {kind}")
    carriers = [("own", carrier) for carrier in CARRIERS[kind]]
    carriers += [(place, carrier) for place, found in PLACES.items() for carrier in found]
    random.shuffle(carriers)
    return [_line(kind, *carriers[number % len(carriers)], random) for number in range(count)]


KINDS: Final = tuple(CARRIERS)
"""The kinds of lines."""


def _line(kind: str, place: str, carrier: str, random: Random) -> Line:
    items = [ITEMS[kind](random) for _ in range(carrier.count("{}"))]
    wanted = [f"({item.english})" if "({})" in carrier else item.english for item in items]
    return Line(kind, place, carrier.format(*(item.french for item in items)), tuple(wanted))


def _bounded(item: str) -> str:
    """A pattern for ``item`` that is not part of a longer word or number."""
    before = r"(?<!\w)(?<!\d[.,])" if item[:1].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if item[-1:].isalnum() else ""
    return before + re.escape(item) + after
