"""What is known of French: abbreviations, words that open sentences, marks, spacing. Data only.

The bottom of the corridor: whatever needs knowledge of the language reads it here. Another
language is another module with the same names.

Abbreviations are written without their last stop. The sets differ in what they let follow within
a sentence:

- ``TITLES`` and ``BOUND``: a name or a complement must follow, so they never end a sentence;
- ``NUMBERED``: they do not end one before a number, a Roman numeral or a label;
- ``OPEN`` (initials and dotted acronyms behave alike): they end one only before words that can
  hardly be anything but its beginning.

An abbreviation that is never followed by a capital or a digit within a sentence ("hab.") needs no
entry: before a small letter a stop ends a sentence only behind what looks like a whole word.
"""

from __future__ import annotations


def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"

# What French typography puts between a word or a stop and the mark that belongs to it.
MARK_SPACES = f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}\u2009"

# Dashes that open direct speech, at the head of a line or behind a stop; and what opens the items of a
# list, which may begin with a small letter.
DIALOGUE_DASHES = "—–―‒-"
ITEM_MARKS = "-–•·▪◦‣●○■□►▶→*^"

# Written with their capital: "M." is Monsieur, "m." metres.
TITLES = frozenset(
    _words("""
    M MM Mr Mrs Ms Mme Mmes Mlle Mlles Melle Melles MME MMES MLLE MLLES Mgr Mgrs Dr Drs Dre DR Pr
    Prs Me Mes Vve Cte Ctesse Vte Vtesse Mis Bx Bhx St Ste Sts Stes ST STE Gal Gén Lcl Cdt Cmdt Cne
    Cpt Capt Lt Slt Sgt Cpl Brig Adj Adjt Maj Rev Rév Hon Sen Sén Gov Gouv Prés Amb Card Fr Sra
    Srta Sta Sto Ing Av Gen Cmdr Pvt Ft
    S.E S.Em S.Exc S.M S.S S.A.R S.A.S LL.MM LL.AA NN.SS R.P RR.PP
    """)
)

BOUND = frozenset(
    _words("""
    cf cfr conf voy vs viz qu i.e e.g s.v c.-à-d c-à-d c.à.d càd p.ex p.-ex op loc feat ft
    av ave bd bld blvd boul bvd rte fg fbg pte gd gde mt mts sté ste éts ets ap apr
    """)
) | {"p. ex", "par ex", "c. à d", "c.-à d"}

NUMBERED = frozenset(
    _words("""
    p pp pg n no nos nº n° nᵒ num nr art arts al v vol vols t tt tom chap ch f ff fo fos fol fols
    fasc fig figs pl tab tabl graph sect § §§ parag paragr ann annexe cap liv l lib livr éq ex th
    thm déf rem hyp q quest r rép réf ref tél tel téléph fax lig st sc mss ms cod cat inv alin ord
    env approx ca circa max min réq app éd
    suppl coll cass com soc civ crim règl décr dir rés rec obs opus bwv kv
    fr fl jan feb aug dec
    lun mar jeu vend dim janv févr fév avr juil juill sept oct nov déc
    gn lév deut jos sam ps is jr éz dn mt mc lc jn rm cor gal eph éph phil col th tim hébr jac apoc ap
    """)
)

OPEN = frozenset(
    _words("""
    cie co corp inc ltd ltée bros sarl jr sr al ibid ib id idem cit op.cit loc.cit prof profs dir coll
    trad éd éds ed eds édit rééd réimpr préf postf introd transcr adapt ill ann suppl ex anc auj
    bibl cant encycl ép gouv hist impr imprim libr mém nouv orig prov
    publ rech réd sc sculpt sect soc spéc symb théor univ inst acad assoc comm dép dépt arr
    circ minist natl internat fédér chem bât rés v rem nb ndlr approx litt
    n.-d pl r cass civ com crim corr adm trib ph ch th chr alex alph ant aug fréd
    guill jph jh jn nic théoph geo wm thos chas edw
    """)
)

# They end no sentence before a small letter, though they look like whole words.
LIKE_WORDS = frozenset(_words("hebdo biblio anglo adjec prépo philo socio psycho"))

# How whole words end and shortened ones hardly do: "une menace. c'est" against "adj. et adv.".
WORD_ENDINGS = _words("""
    a à â e é è ê i î ï o ô u û ù y s x z nt er ir eur our oir ion ien éen ain in on ein oin
    al el il ail eil and ard ord
""")

# At the head of a sentence they belong to it: "N. B. Le texte est court."
HEAD_NOTES = frozenset(_words("n.b nb p.-s p.s ps n.d.l.r n.d.t n.d.a n.d.e ndlr ndt rem obs nota ex")) | {
    "n. b",
    "p. s",
}

# "av. J.-C. Rome": behind one of these words J.-C. is the era, which may end a sentence.
ERA_NAMES = frozenset(_words("J.-C J-C JC J.C"))
ERA_WORDS = frozenset(_words("av apr ap avant après depuis"))

# Nouns that a capital letter names: "la vitamine C. Paris ...".
LETTERED_NOUNS = frozenset(
    _words("""
    vitamine groupe hépatite type plan catégorie classe série division ligue bloc bâtiment escalier
    niveau section annexe phase zone ligne terminal option variante facteur virus permis chapitre
    tome acte
    """)
)

# Before a digit they go on, written as they are here. Parts of the French codes: "art. L. 121-1", "articles
# R. 421-2 et D. 12".
BEFORE_DIGITS = frozenset("LRDAC")

# Like those of OPEN, but written with their capital: streets, provinces ("Calif." in English).
PLACES: frozenset[str] = frozenset()

# Dotted, and yet they end a sentence before a capital unless a complement follows ("5 p.m. Monday").
FINAL: frozenset[str] = frozenset()
FINAL_COMPLEMENTS: frozenset[str] = frozenset()

# The word before and a letter that is no initial, in small letters ("so do I.").
WHOLE_PHRASES: frozenset[str] = frozenset()

# Names written with a mark that ends nothing: "Yahoo! France".
NAMES_WITH_STOP = frozenset({"Yahoo", "Joomla", "Jeopardy"})

# They open a sentence and are hardly ever part of a name.
OPENING_WORDS = _words("""
    Il Ils Elle Elles On Nous Vous Je Tu Ce Cet Cette Ces Ceci Cela Ça Celui Celle Ceux Celles
    Son Sa Ses Leur Leurs Mon Ma Mes Ton Ta Tes Notre Nos Votre Vos Un Une Mais Et Ou Or Donc Car
    Ni Dans En Avec Pour Par Sur Sous Après Avant Depuis Pendant Durant Selon Suivant Lors Lorsque
    Quand Si Puis Ensuite Enfin Ainsi Aussi Alors Cependant Toutefois Pourtant Néanmoins Plus Moins
    Très Trop Tout Tous Toute Toutes Chaque Plusieurs Certains Certaines Quelques Quelque Aucun
    Aucune Comme Qui Que Quoi Quel Quelle Quels Quelles Où Comment Pourquoi Combien À Au Aux Ne
    Deux Trois Quatre Cinq Malgré Grâce Contrairement Entre Chez Sans Afin Bien Parmi Outre Dès
    Vers Hors Sauf Également Actuellement Finalement Parallèlement Seul Seule Seuls Seules Voici
    Voilà Ici Là Hier Demain Parfois Souvent Jamais Toujours Encore Déjà Peu Beaucoup Notons
    Rappelons Oui Non
""")
OPENING_ELISIONS = _words("C J S N Qu M T Lorsqu Puisqu Jusqu Quoiqu Quelqu Aujourd")

# They open a sentence before a small letter ("Le médecin"); before a capital they may be part of a
# name ("J. Le Goff").
OPENING_OR_NAME = _words("Le La Les De Du Des A Y")
OPENING_OR_NAME_ELISIONS = _words("L D")

# Behind an abbreviation that may go on, these titles open a sentence, with their stop or without.
OPENING_TITLES: tuple[str, ...] = ()

# Written with a capital anywhere, so that it tells no beginning: "I... I am not sure."
CAPITAL_WORDS: frozenset[str] = frozenset()

# A name or one of these pronouns before one of these verbs tells who asked or cried, with such words behind
# it at most: “Stop!” I said to her. Its sentence begins inside the marks.
SPEAKERS: frozenset[str] = frozenset()
SPEECH_VERBS: tuple[str, ...] = ()
BEHIND_SPEECH_VERBS: tuple[str, ...] = ()

# Words that an apostrophe follows or precedes where letters are left out.
ELIDED = frozenset(
    _words("""
    c d j l m n s t z qu jusqu lorsqu puisqu quoiqu presqu quelqu entr grand aujourd prud
    """)
)
CLIPPED = frozenset(_words("tit tite tits n ti tain spèce tention culé jour"))

# Ends of words that an apostrophe may follow before a space ("the dogs’ house" in English).
POSSESSIVES: tuple[str, ...] = ()

# Whether single marks quote as commonly as double ones, so that they may run over paragraphs, too.
SINGLE_MARKS = False

# Whether a speech over several paragraphs nearly always has an opening mark at the head of each, so that one
# may continue what opened in mid-sentence (English: "It is," said he, "as I say.).
HEAD_MARKS = False

# Whether a dash within a paragraph may open a turn of a dialogue, though none stands at the head.
INNER_TURNS = True
