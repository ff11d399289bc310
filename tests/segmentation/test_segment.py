"""Golden rules of French segmentation: one line a rule, ``|`` where the sentences part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bitext.errors import InputError
from bitext.segmentation.segment import presegmented, segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.text.document import Document

NARROW = "\u202f"
WIDE = "\u00a0"


def rebuilt(document: Document) -> Iterator[str]:
    """Gaps and sentences in turn."""
    gaps = document.gaps()
    yield next(gaps)
    for sentence, gap in zip(document.sentences, gaps, strict=True):
        yield sentence.text
        yield gap


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text).sentences]


STOPS = [
    "Le chat dort.|La souris danse.",
    "Où vas-tu ?|Je rentre !|Bonne nuit.",
    "Quelle chance !!!|Personne n'y croyait.",
    "Vraiment ?!|Je n'en reviens pas.",
    "Quelle pluie ! ! !|Rentrons vite.",
    "Il gèle.|Mettez vos gants.",
    "Tout est prêt.|12 invités attendent dehors.",
    "La gare a fermé en 1987.|Elle sert de musée.",
    "Nous étions dix.|Ils étaient cent.",
    "Une phrase sans fin",
    "Le vent se lève.|iPhone en main, il filme.",
    "La porte claque.|#silence disait l'affiche.",
    "Ça marche.|€ ou dollars, peu importe.",
]

ABBREVIATIONS = [
    "M. Petit salue Mme. Legrand et MM. Roux et Blanc.|Ils partent.",
    "Le Dr. Morel opère avec le Pr. Vidal.|L'attente est longue.",
    "Me. Garnier plaide pour Mlle. Faure.",
    "Mgr. Lefort bénit la foule à St. Malo.",
    "Le Cdt. Prigent et le Sgt. Le Bihan sont en mer.",
    "Voir l'art. 12 de la loi.|Il est clair.",
    "L'art. L. 213-4 du code s'applique.",
    "Les articles R. 421-2 et D. 12 ont changé.|La cour en prend acte.",
    "Cf. Bernard, op. cit., p. 12 et pp. 30-32.",
    "Voir p. XII et chap. IV du vol. 3.|La suite manque.",
    "Le n°. 5 et le no. 7 sont épuisés.",
    "La fig. B montre le plan.|La fig. 2 le détail.",
    "Il aime les agrumes, p. ex. Les oranges de Sicile.",
    "Il cultive des fruits, par ex. des prunes.",
    "Les pommes, les poires, etc. mûrissent tard.",
    "Elle vend du thé, du café, etc.|Le magasin ferme à midi.",
    "Il a tout pris, les livres, etc.|Paul n'a rien dit.",
    "Il a tout repeint (portes, volets, etc.) avant l'hiver.",
    "La bataille eut lieu en 52 av. J.-C. près d'un oppidum.",
    "Le temple date de 120 av. J.-C.|Rome dominait alors la région.",
    "Cela dura jusqu'en 300 apr. J.-C.|Les fouilles le prouvent.",
    "Le rapport, c.-à-d. L'Audit complet, sort demain.",
    "Rendez-vous av. Foch, bd. Voltaire ou pl. Bellecour.",
    "Publié aux éd. Minuit, coll. Double, en 1998.",
    "La 3e éd. est épuisée.|Elle sera réimprimée.",
    "La société Girard et Cie. a fermé.|Ses ouvriers protestent.",
    "Il travaille chez Durand S.A.|Elle préfère l'usine.",
    "Elle vit aux U.S.A.|Il habite encore Nantes.",
    "La S.N.C.F. a supprimé ce train.|Les voyageurs attendent.",
    "Le groupe Apex Inc. Europe recrute.",
    "Né le 3 janv. 1950, mort le 12 sept. 2001.",
    "Tél. 01 23 45 67 89, de 9 h. à 12 h.|Fermé le lundi.",
    "N.B. Le guichet ferme à midi.",
    "N. B. Les chiens sont admis.",
    "Martin et al. (2010) confirment la mesure.",
    "Le colis pèse 12 kg.|Paul le soulève.",
    "Il court le 100 m.|Marie le bat.",
    "C'est la RTE.|Mais personne ne le savait.",
    "Il écoute Yahoo! Radio le soir.",
    "Le texte dit (art.) et rien de plus.",
    "Elle aime ce jeu.|L'enfant aussi.",
    "Il atteint 90 km/h.|L'alarme sonne.",
    "Il lit L'Obs.|L'article est long.",
    "Le trib. adm. Lille-Sud a jugé, Cass. Com., 12 mai.",
    "Il a 12 s. d'avance.|C'est peu.",
    "Il fut adj. du maire, dép. et sén. de l'Ain.",
]

INITIALS = [
    "J. K. Rowling et J.R.R. Tolkien ont des lecteurs.",
    "Le maire, J.-P. Dupont, refuse.|Il s'explique.",
    "Le juge G. Le Goff a tranché.",
    "Le peintre C. De Witte expose ici.",
    "George W. Barton et Ph. Leclerc dînent ensemble.",
    "Il manque de vitamine C.|Paul mange des oranges.",
    "Il joue dans le groupe B.|Lyon est dans le groupe A.",
    "Il fait 20 °C.|Marseille se baigne.",
    "Prenez l'escalier A.|Il est au fond.",
    "Voici Louis XIV.|Il règne.",
]

NUMBERS = [
    "Le taux est de 3.14 pour mille.",
    "Il a payé 1.500 euros.|C'est beaucoup.",
    "Le 12.05.2020 à 8.30 h, tout change.",
    "Le résultat est 3.14.|Il est juste.",
    "Il est arrivé 1er.|Elle est 2e.",
    "La version 2.0.1 corrige tout.|Installez-la.",
    "Il pèse 2,5 t.|La grue cède.",
]

ELLIPSES = [
    "Il hésite... puis il saute.",
    "Il hésite… puis il saute.",
    "Il hésite...|Elle saute.",
    "Il hésite…|Elle saute.",
    "... et la porte s'ouvre.|Rien.",
    "Elle dort.|... Et lui veille.",
    "On lit « le roi [...] est mort » dans la lettre.",
    "On lit (...) peu de chose.",
    "Le roi est mort.|[...] La reine pleure.",
    "Les fruits (pommes, poires...) sont chers.",
    "Il attend . . . et rien ne vient.",
    "C'est fini...!|Partons.",
]

NAMES_OF_MACHINES = [
    "Allez sur www.exemple.fr/page.html?q=1.2 pour lire.",
    "Allez sur exemple.fr.|Tout y est.",
    "Il lit BD.fr.|Le site est lent.",
    "Écrivez à jean.petit@exemple.fr.|Il répondra.",
    "Ouvrez lettre.v2.docx et photo.JPG.|Puis fermez-les.",
    "Le fichier se nomme a.tar.gz et se trouve dans /home/x.",
]

QUOTATIONS = [
    "« Il vient.|Il part. », dit-il.",
    "« Il vient. »|Elle sourit.",
    "« Quoi ? » demanda-t-il.|Personne ne répondit.",
    "« Sortez ! » cria la dame.",
    "« Sortez ! »|Pierre obéit.",
    "Il a dit : « Je pars.|Tu restes. »|Elle pleure.",
    "“Je pars.”|Il ferme la porte.",
    '"Je pars."|Il ferme la porte.',
    '"Je pars." dit-il en riant.',
    "‘Je pars.’|Il ferme la porte.",
    "„Je pars.“|Il ferme la porte.",
    "(Il neige.)|Restons ici.",
    "[Il neige.]|Restons ici.",
    "(Il a crié : « Assez ! »)|Puis rien.",
    'Il se tait.|" Je pars " dit-elle.',
    "Elle part.|« Enfin », dit-il.",
    "Elle part.|“Enfin”, dit-il.",
    'Elle part.|"Enfin", dit-il.',
    "Elle part.|(Lui reste.)|Ils s'écriront.",
    "Son livre, « Que faire ? », se vend bien.",
    "Elle lit « Le Monde ».|Il lit « Libre ».",
    "Elle a dit “oui”.|Il a dit “non”.",
    "Le mot d'« ami ».|Le mot d’« ami ».",
    "Il cite l'auteur.[12]|La suite est perdue.",
    "<<Il neige.>>|Restons ici.",
    '" Il neige. "|Restons ici.',
    'Il se tait.|" Je pars ", dit-elle enfin.',
    'Il se tait.|" Je pars", dit-elle enfin.|"C\'est dit."',
]

STRAY_MARKS = [
    "“Nous restons”, a-t-il dit.|” a confié le maire au journal.",
    "« Nous restons », a-t-il dit.|» a confié le maire au journal.",
    "“ Nous restons. ” a confié le maire.",
    "« Nous restons. » a confié le maire.",
    "« Il neige.|Il vente.|Il pleut.|Nul ne ferme la citation.",
    '"Il neige.|Il vente.|Il pleut.|Nul ne ferme la citation.',
    "Il neige.|Il vente. »|Nul n'avait ouvert la citation.",
    'Il neige. "|Il vente.',
]

FRENCH_SPACING = [
    f"Où vas-tu{NARROW}?|Je rentre{NARROW}!|Bien.",
    f"«{WIDE}Il vient.{WIDE}»|Elle part.",
    f"«{NARROW}Quoi{NARROW}?{NARROW}» demanda-t-il.",
    f"«{WIDE}Il vient.|Il part.{WIDE}», dit-il.",
    f"M.{WIDE}Petit a lu p.{WIDE}12 et J.{NARROW}K.{NARROW}Blanc.",
    f"Vraiment{NARROW}?{NARROW}!|Oui.",
    f"Elle part.|«{WIDE}Enfin{WIDE}», dit-il.",
]

DIALOGUE = [
    "— Tu viens ?|— Non.|— Pourquoi ?",
    "– Tu viens ? dit-elle.|– Non, répondit-il.",
    "- Tu viens ?|- Non.",
    "-- Tu viens ?|-- Non.",
    "— Tu viens ? — dit-elle sans se tourner.",
    "— Bien. — et il se leva.",
]

LISTS = [
    "1. Ouvrir la boîte.|2. Lire la notice.",
    "1) Ouvrir la boîte.|2) Lire la notice.",
    "a) Ouvrir la boîte.|b) Lire la notice.",
    "A. Le sol.|B. Le toit.",
    "IV. Les conclusions du rapport.",
    "1.2. Les moyens.|1.3. Les fins.",
    "• Du pain.|• du sel.",
    "Il faut du sel.|- du pain frais.|- de l'eau.",
]

SMALL_LETTERS = [
    "le service est lent.|on y mange bien.",
    "Il a vu env. deux cents oiseaux.",
    "L'adj. qualificatif s'accorde.",
    "Tu viens ? oui, bien sûr.",
    "Le crabe C. opilio vit au nord.",
    "Son site, prix bas.com, vend tout.",
]

SMILEYS = ["Merci ! :-)|Je reviendrai.", "Super. 😀|On y retourne."]


@pytest.mark.parametrize(
    "rule",
    STOPS
    + ABBREVIATIONS
    + INITIALS
    + NUMBERS
    + ELLIPSES
    + NAMES_OF_MACHINES
    + QUOTATIONS
    + STRAY_MARKS
    + FRENCH_SPACING
    + DIALOGUE
    + LISTS
    + SMALL_LETTERS
    + SMILEYS,
)
def test_golden_rules(rule: str) -> None:
    assert sentences(rule.replace("|", " ")) == rule.split("|")


def test_every_sentence_knows_its_place() -> None:
    text = "\n  Un titre\n\nIl pleut.  Il vente.\r\nFin \n"
    assert [(s.start, s.end, s.text, s.paragraph) for s in segment(text)] == [
        (3, 11, "Un titre", 0),
        (13, 22, "Il pleut.", 1),
        (24, 33, "Il vente.", 1),
        (35, 38, "Fin", 2),
    ]


def test_repeated_sentences_have_offsets_of_their_own() -> None:
    spans = [(s.start, s.end) for s in segment("Oui. Ah oui. Oui. Oui.\rOui.")]
    assert spans == [(0, 4), (5, 12), (13, 17), (18, 22), (23, 27)]


@pytest.mark.parametrize("blank", ["", " ", "\n", "\r\n\t\u2028\x1f", "\u00a0\n\u202f"])
def test_blank_text_has_no_sentences(blank: str) -> None:
    document = segment(blank)
    assert document.sentences == ()
    assert list(document.gaps()) == [blank]


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_any_line_break_ends_a_sentence(end: str) -> None:
    assert sentences(f"Un titre sans point{end}la suite") == ["Un titre sans point", "la suite"]


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\ufeff", "\u200b", "e\u0301", "𝔘", "🏳️‍🌈"])
def test_odd_characters_stay_where_they_are(odd: str) -> None:
    assert sentences(f"Il{odd} vient. Elle {odd} part.") == [f"Il{odd} vient.", f"Elle {odd} part."]


def test_quotations_come_with_the_sentences() -> None:
    document = segment("« Il vient. Il part. », dit-il.\nRien »")
    assert [(q.start, q.end, q.sentences) for q in document.quotations] == [(0, 22, (0, 1))]
    assert [mark.close for mark in document.unpaired] == ["»"]


def test_presegmented_keeps_each_item() -> None:
    document = presegmented(["Il vient. Il part.", "", "  « Oui\nnon »  ", " "])
    assert document.text == "Il vient. Il part.\n\n  « Oui\nnon »  \n "
    assert [(s.start, s.end, s.text) for s in document] == [
        (0, 18, "Il vient. Il part."),
        (19, 19, ""),
        (22, 33, "« Oui\nnon »"),
        (36, 36, ""),
    ]
    assert [(q.open, q.sentences) for q in document.quotations] == [("«", (2,))]


def test_presegmented_nothing() -> None:
    assert presegmented([]).text == ""
    assert presegmented([]).sentences == ()


@pytest.mark.parametrize("lang", ["de", "", "FR "])
def test_unknown_language_says_which_there_are(lang: str) -> None:
    with pytest.raises(InputError, match="there are: fr"):
        segment("Il vient.", lang)
    with pytest.raises(InputError, match="there are: fr"):
        presegmented(["Il vient."], lang)


@pytest.mark.parametrize("text", [b"Il vient.", None, 5, ["Il vient."]])
def test_text_must_be_str(text: Any) -> None:
    with pytest.raises(InputError, match="takes a str"):
        segment(text)


@pytest.mark.parametrize("lines", ["Il vient.", b"Il vient.", [b"Il vient."], ["Il vient.", None]])
def test_lines_must_be_a_list_of_str(lines: Any) -> None:
    with pytest.raises(InputError, match=r"list of sentences|not str"):
        presegmented(lines)


# What users of other splitters reported.


def test_marks_and_apostrophes_split_nothing() -> None:
    """Brackets, « and ’ in mid-sentence were taken for ends of sentences."""
    text = (
        "Deux agents du service [SA], affectés au centre d’essai [CE] d’Évreux [Eure], sont « mis à pied »."
    )
    assert sentences(f"C’est l’affaire de l’année. {text} Nul ne l’ignore.") == [
        "C’est l’affaire de l’année.",
        text,
        "Nul ne l’ignore.",
    ]


def test_three_dots_behind_an_abbreviation_stay_together() -> None:
    """They came out as ``etc..`` and ``.``."""
    assert sentences("Il aime lire, nager, etc... Pourtant il dort.") == [
        "Il aime lire, nager, etc...",
        "Pourtant il dort.",
    ]


@pytest.mark.parametrize("text", ["??", "Fig. ??", "Voir la fig. ??", "Comme le montre la Fig. 20 ??"])
def test_question_marks_are_not_swallowed(text: str) -> None:
    assert sentences(text) == [text]


def test_list_items_have_offsets_in_the_whole_text() -> None:
    """The second item was reported to start at 0."""
    document = segment("1) Le pain. 2) Le vin.\r\n1) Le pain.")
    assert [(s.start, s.end) for s in document] == [(0, 11), (12, 22), (24, 35)]


@pytest.mark.parametrize("dots", ["..", "...", "....", ". ..", "…."])
def test_white_space_behind_dots_is_kept(dots: str) -> None:
    document = segment(f"Rien ne reste {dots} Logiquement, il part.")
    assert "".join(rebuilt(document)) == document.text
    assert document.sentences[-1].text == "Logiquement, il part."


def test_an_open_quotation_does_not_swallow_the_text() -> None:
    """Splitters that protect quotations found nothing behind a mark without a partner."""
    for mark in "«“\"'‘„(":
        text = f"{mark} Il neige. " + "Le vent tourne. " * 500
        assert len(sentences(text)) == 501


@pytest.mark.parametrize(
    "unit",
    [
        "mot ",
        "...",
        "M. ",
        "«",
        "» ",
        '. " ',
        ". ” a ",
        "! ",
        "A. ",
        "1. ",
        ".\n",
        "?\u00a0»",
        ". ( ",
        ". - ",
        "x.",
        "’ ",
        "a.B",
        ": 1. ",
        "« a… B",
        "A. – ",
        "AB CD. – Ef ",
        ".¹",
        "le. Le ",
    ],
)
def test_long_runs_lose_nothing(unit: str) -> None:
    """Each stop is judged in bounded time: anything else would not come to an end here."""
    document = segment(unit * (300_000 // len(unit)))
    assert "".join(rebuilt(document)) == document.text
