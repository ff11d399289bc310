"""What is known of English: abbreviations, words that open sentences, marks. Data only.

The bottom of the corridor, beside :mod:`bitext.languages.french`, which says what each name holds. American and
British usage stand together: an abbreviation that is written without its stop ("Mr Smith") meets no rule.
"""

from __future__ import annotations


def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


def _both(block: str) -> frozenset[str]:
    """The words with a small and with a capital first letter."""
    return frozenset(form for word in block.split() for form in (word, word[0].upper() + word[1:]))


# Tokenised text, and English set by French hands, put a space there.
MARK_SPACES = " \u00a0\u202f\u2009"

# No hyphen or dash opens an item: within a line they are asides ("He came at five p.m. – the usual hour").
DIALOGUE_DASHES = "—–―‒-"
ITEM_MARKS = "•·▪◦‣●○■□►▶→*^"

TITLES = frozenset(
    _words("""
    Mr Mrs Ms Mx Messrs Mme Mmes Mlle Mlles MM Mgr Dr Drs DR Prof Profs Sta Ste Gen Gens Col Cols Lt Lts
    Capt Cpt Cmdr Cdr Comdr Adm Maj Brig Sgt Sgts Cpl Pvt Pfc Pte Spc Sen Sens Rep Reps Gov Govs Rev Revs
    Hon Fr Msgr Card Pres Amb Supt Insp Det Atty Asst Hr Sra Srta Dna Mt Mts Ft Rt v
    """)
)

BOUND = frozenset(_words("cf viz vs e.g eg i.e ie q.v feat aka a.k.a op loc"))

NUMBERED = frozenset(
    _words("""
    p pp pg pgs vol vols ch chap chaps figs sect sects bk pl pls eq eqs para paras ca approx approximately
    env tel fol fols nn vv ll seq bwv kv gen exod lev num deut josh judg sam kgs chron neh esth ps prov
    eccl isa jer lam ezek obad mic nah hab zeph zech matt lk jn rom cor gal eph phil col thess tim tit
    philem heb jas pet rev
    """)
)

OPEN = frozenset(
    _words("""
    co cos inc corp ltd plc llc pty bros assn assoc dept depts univ inst acad intl natl govt mfg bldg jr sr
    esq al et ibid ibidem cit ed eds edn trans transl ser suppl dist div comm conf proc geo wm chas thos
    jas jos benj robt edw alex chr ph
    """)
)

PLACES = frozenset(
    _words("""
    Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ida Ill Ind Kan Kans Ky Md Mass Mich Minn Miss Mo Mont
    Neb Nebr Nev Okla Ore Oreg Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo Ont Que Alta Sask Man Hants
    Herts Lancs Yorks Oxon Cambs St Sts Ave Av Blvd Rd Hwy Ln Sq Ct Pl Pkwy Ter Apt
    """)
)

LIKE_WORDS = frozenset(
    _words("""
    approx dept incl excl resp misc govt asst prof assoc tech anon illus prelim cont contd orig equiv spec
    temp subst attn circ addl reqd abbr hist arch astron biol chem econ geog math mech medic mythol
    philos phys polit psych relig theol usu var
    """)
)

# Before a small letter a stop ends a sentence only behind words with such ends.
WORD_ENDINGS = _words("""
    a e o u y x w k ck ng nd ld rd ght nt st th sh ch ss ff ll rm lm wn rn ed id ies ers ors ons als ees
    ous ness ions ents ings ives ages ices ures ates ful er or ar ir our on in an en un al el il ow et at
    it ot ut am om im um
""")

HEAD_NOTES = frozenset(_words("n.b nb p.s ps p.p.s pps")) | {"n. b", "p. s"}

ERA_NAMES: frozenset[str] = frozenset()
ERA_WORDS: frozenset[str] = frozenset()

LETTERED_NOUNS = frozenset(
    _words("""
    vitamin vitamins group hepatitis type plan category class series division league section annex
    appendix phase zone line terminal option variant factor virus act part exhibit schedule grade model
    building block wing gate level team figure channel drug patient article omega title generation
    """)
)

BEFORE_DIGITS = (
    _both("no nos fig art ex ref max min pop est sec par temp avg ext ver circa c b d r fl pt cl ln ff")
    | _both("jan feb apr jun jul aug sept sep oct nov dec mon tue tues thu thur thurs fri")
    | frozenset(_words("Mar Wed Sat Sun A.D"))
)

FINAL = frozenset(_words("a.m p.m A.M P.M am pm B.C B.C.E BC BCE C.E A.D"))
FINAL_COMPLEMENTS = frozenset(
    _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    January February March April June July August September October November December Jan Feb Mar Apr
    Jun Jul Aug Sept Sep Oct Nov Dec EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST IST
    JST AEST Eastern Central Pacific Mountain Greenwich London Paris Beijing Moscow
    """)
)

_BEFORE_I = "am was do did have had can could shall should will would may might must and than nor as"
WHOLE_PHRASES = frozenset(f"{word} i" for word in _BEFORE_I.split()) | {"war i", "war v"}

NAMES_WITH_STOP = frozenset({"Yahoo", "Joomla", "Jeopardy", "Yum", "E", "Oklahoma", "Wham"})

OPENING_WORDS = _words("""
    The He She It They We You This That These Those There Here His Her Its Their Our Your In On At By For
    From With Without Within Into Of After Before Since During Under Despite Among Between Against About
    Although Though While When Whenever Where Wherever Whether If Unless Until Because As But And Or Nor
    Yet Then Thus Therefore However Moreover Nevertheless Nonetheless Meanwhile Instead Indeed Also Besides
    Otherwise Hence Still Once Perhaps Maybe Yes Who Whom Whose What Which Why Some Many Most Several
    Each Every Both Another Either Neither Nobody Everyone Everybody Everything Someone Something
    Nothing Anyone Anything Not Never Only Sometimes Often Recently Today Yesterday Tomorrow Later Soon
    Consequently Subsequently Finally Eventually Initially Originally Previously Currently Additionally
    Furthermore Similarly Likewise Accordingly Apparently Fortunately Unfortunately Usually Generally
    Clearly Obviously Suddenly Afterwards Afterward Elsewhere Nowadays Rather Whatever Whoever Regardless
    According Such Like Unlike Thanks Let Is Are Was Were Do Does Did Has Had Can Could Would Should
""")
OPENING_ELISIONS = _words("""
    I It He She They We You That There Here What Who Where How When Let Don Didn Doesn Isn Aren Wasn
    Weren Can Couldn Won Wouldn Shouldn Haven Hasn Hadn Ain
""")

OPENING_OR_NAME = _words("""
    A An I My No So To How Now Even One Two Three Four Five Six Seven Eight Nine Ten Few All Any Other
    Others More Much Just Again Over Up Down Through Across Around Behind Beyond Near Together Today Being
    Having Making Getting Looking Using Given Asked Have Will May Might Must Shall Please Well Oh
    People Critics Officials Police Experts Scientists Researchers
""")
OPENING_OR_NAME_ELISIONS: tuple[str, ...] = ()
OPENING_TITLES = _words("Mr Mrs Ms")

CAPITAL_WORDS = frozenset({"I"})
SPEAKERS = frozenset({"I"})
SPEECH_VERBS = _words("""
    said asked cried replied answered exclaimed shouted whispered added called yelled screamed repeated
    returned remarked wondered inquired enquired murmured muttered continued demanded declared began
    responded thought snapped gasped sighed laughed groaned growled insisted suggested protested
    interrupted observed retorted roared mumbled sobbed shrieked says asks cries replies answers
""")
BEHIND_SPEECH_VERBS = _words("""
    to him her them me us you myself himself herself themselves again aloud back softly quietly calmly
    suddenly angrily coldly gently gravely sharply eagerly loudly laughing smiling sternly hoarsely
""")

ELIDED = frozenset(_words("o th n ol lil wi gi tho thro altho gov guv"))
CLIPPED = frozenset(
    _words("""
    tis tisn twas twasn twere twill twould twouldn twixt tween til till em n cause cuz cos coz bout round
    neath gainst midst mongst nother nuff nuther ere un uns scuse fraid spect stead cept im e ow ave ome
    ouse orse ead eard ell ello eh mid board tain pon gin nd er
    """)
)
POSSESSIVES = _words("s S x z in")
SINGLE_MARKS = True
HEAD_MARKS = True
INNER_TURNS = False
