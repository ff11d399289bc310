"""What is known of English: abbreviations, words that open sentences, marks, numbers. Data only.

:class:`bitext.languages.language.Language` says what each field holds. American and British usage stand
together: an abbreviation that is written without its stop ("Mr Smith") meets no rule.
"""

from __future__ import annotations

from bitext.languages.division_names import ENGLISH_DIVISIONS
from bitext.languages.english_inflection import ENGLISH_INFLECTION
from bitext.languages.english_numbers import ENGLISH_NUMBERS
from bitext.languages.english_words import is_english
from bitext.languages.language import Language, word_set, words_in


def _both(block: str) -> frozenset[str]:
    """The words with a small and with a capital first letter."""
    return frozenset(form for word in words_in(block) for form in (word, word[0].upper() + word[1:]))


_BEFORE_DIGITS = (
    _both("no nos fig art ex ref max min pop est sec par temp avg ext ver circa c b d r fl pt cl ln ff")
    | _both("jan feb apr jun jul aug sept sep oct nov dec mon tue tues thu thur thurs fri")
    | word_set("Mar Wed Sat Sun A.D")
)
_BEFORE_I = "am was do did have had can could shall should will would may might must and than nor as"

ENGLISH = Language(
    "en",
    name="English",
    titles=word_set("""
        Mr Mrs Ms Mx Messrs Mme Mmes Mlle Mlles MM Mgr Dr Drs DR Prof Profs Sta Ste Gen Gens Col Cols Lt Lts
        Capt Cpt Cmdr Cdr Comdr Adm Maj Brig Sgt Sgts Cpl Pvt Pfc Pte Spc Sen Sens Rep Reps Gov Govs Rev Revs
        Hon Fr Msgr Card Pres Amb Supt Insp Det Atty Asst Hr Sra Srta Dna Mt Mts Ft Rt v
    """),
    bound_abbreviations=word_set("cf viz vs e.g eg i.e ie q.v feat aka a.k.a op loc"),
    numbered_abbreviations=word_set("""
        p pp pg pgs vol vols ch chap chaps figs sect sects bk pl pls eq eqs para paras ca approx approximately
        env tel fol fols nn vv ll seq bwv kv gen exod lev num deut josh judg sam kgs chron neh esth ps prov
        eccl isa jer lam ezek obad mic nah hab zeph zech matt lk jn rom cor gal eph phil col thess tim tit
        philem heb jas pet rev
    """),
    open_abbreviations=word_set("""
        co cos inc corp ltd plc llc pty bros assn assoc dept depts univ inst acad intl natl govt mfg bldg jr
        sr esq al et ibid ibidem cit ed eds edn trans transl ser suppl dist div comm conf proc geo wm chas
        thos jas jos benj robt edw alex chr ph
    """),
    place_abbreviations=word_set("""
        Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ida Ill Ind Kan Kans Ky Md Mass Mich Minn Miss Mo Mont
        Neb Nebr Nev Okla Ore Oreg Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo Ont Que Alta Sask Man Hants
        Herts Lancs Yorks Oxon Cambs St Sts Ave Av Blvd Rd Hwy Ln Sq Ct Pl Pkwy Ter Apt
    """),
    shortened_words=word_set("""
        approx dept incl excl resp misc govt asst prof assoc tech anon illus prelim cont contd orig equiv spec
        temp subst attn circ addl reqd abbr hist arch astron biol chem econ geog math mech medic mythol
        philos phys polit psych relig theol usu var
    """),
    word_endings=words_in("""
        a e o u y x w k ck ng nd ld rd ght nt st th sh ch ss ff ll rm lm wn rn ed id ies ers ors ons als ees
        ous ness ions ents ings ives ages ices ures ates ful er or ar ir our on in an en un al el il ow et at
        it ot ut am om im um
    """),
    head_notes=word_set("n.b nb p.s ps p.p.s pps") | {"n. b", "p. s"},
    lettered_nouns=word_set("""
        vitamin vitamins group hepatitis type plan category class series division league section annex
        appendix phase zone line terminal option variant factor virus act part exhibit schedule grade model
        building block wing gate level team figure channel drug patient article omega title generation
    """),
    before_digits=_BEFORE_DIGITS,
    final_abbreviations=word_set("a.m p.m A.M P.M am pm B.C B.C.E BC BCE C.E A.D"),
    final_complements=word_set("""
        Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
        January February March April June July August September October November December Jan Feb Mar Apr
        Jun Jul Aug Sept Sep Oct Nov Dec EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST IST
        JST AEST Eastern Central Pacific Mountain Greenwich London Paris Beijing Moscow
    """),
    whole_phrases=frozenset(f"{word} i" for word in words_in(_BEFORE_I)) | {"war i", "war v"},
    names_with_stop=frozenset({"Yahoo", "Joomla", "Jeopardy", "Yum", "E", "Oklahoma", "Wham"}),
    head_nouns=words_in("""
        art article sec sect section chap chapter title part clause schedule annex appendix rule question
        resolution amendment paragraph item step stage lot scene act table fig figure plate map box exercise
        lesson example remark definition theorem lemma proposition corollary note
    """),
    head_numerals=words_in("one two three bis"),
    name_particles=words_in("the de la le du van von der of and O Mac Mc"),
    list_words=words_in("and or then"),
    note_words=("citation needed", "clarification needed", "sic"),
    opening_words=words_in("""
        The He She It They We You This That These Those There Here His Her Its Their Our Your In On At By For
        From With Without Within Into Of After Before Since During Under Despite Among Between Against About
        Although Though While When Whenever Where Wherever Whether If Unless Until Because As But And Or Nor
        Yet Then Thus Therefore However Moreover Nevertheless Nonetheless Meanwhile Instead Indeed Also
        Besides Otherwise Hence Still Once Perhaps Maybe Yes Who Whom Whose What Which Why Some Many Most
        Several Each Every Both Another Either Neither Nobody Everyone Everybody Everything Someone Something
        Nothing Anyone Anything Not Never Only Sometimes Often Recently Today Yesterday Tomorrow Later Soon
        Consequently Subsequently Finally Eventually Initially Originally Previously Currently Additionally
        Furthermore Similarly Likewise Accordingly Apparently Fortunately Unfortunately Usually Generally
        Clearly Obviously Suddenly Afterwards Afterward Elsewhere Nowadays Rather Whatever Whoever Regardless
        According Such Like Unlike Thanks Let Is Are Was Were Do Does Did Has Had Can Could Would Should
    """),
    opening_elisions=words_in("""
        I It He She They We You That There Here What Who Where How When Let Don Didn Doesn Isn Aren Wasn
        Weren Can Couldn Won Wouldn Shouldn Haven Hasn Hadn Ain
    """),
    opening_or_name=words_in("""
        A An I My No So To How Now Even One Two Three Four Five Six Seven Eight Nine Ten Few All Any Other
        Others More Much Just Again Over Up Down Through Across Around Behind Beyond Near Together Today Being
        Having Making Getting Looking Using Given Asked Have Will May Might Must Shall Please Well Oh
        People Critics Officials Police Experts Scientists Researchers
    """),
    opening_titles=words_in("Mr Mrs Ms"),
    capital_words=frozenset({"I"}),
    speakers=frozenset({"I"}),
    speech_verbs=words_in("""
        said asked cried replied answered exclaimed shouted whispered added called yelled screamed repeated
        returned remarked wondered inquired enquired murmured muttered continued demanded declared began
        responded thought snapped gasped sighed laughed groaned growled insisted suggested protested
        interrupted observed retorted roared mumbled sobbed shrieked says asks cries replies answers
    """),
    behind_speech_verbs=words_in("""
        to him her them me us you myself himself herself themselves again aloud back softly quietly calmly
        suddenly angrily coldly gently gravely sharply eagerly loudly laughing smiling sternly hoarsely
    """),
    elided=word_set("o th n ol lil wi gi tho thro altho gov guv"),
    clipped=word_set("""
        tis tisn twas twasn twere twill twould twouldn twixt tween til till em n cause cuz cos coz bout round
        neath gainst midst mongst nother nuff nuther ere un uns scuse fraid spect stead cept im e ow ave ome
        ouse orse ead eard ell ello eh mid board tain pon gin nd er
    """),
    possessives=words_in("s S x z in"),
    genitives=("s",),
    contractions=words_in("s t re ve ll d m"),
    single_marks=True,
    head_marks=True,
    compound_heads=word_set("""
        well self half semi non ex vice mid cross co pro anti north south east west anglo cease mother father
        brother sister twenty thirty forty fifty sixty seventy eighty ninety
    """),
    hyphenated_endings=word_set("in law up off out down on like wide old year based"),
    articles=word_set("the a an"),
    prepositions=word_set("""
        of in on at by for from with without to into onto over under through during before after since until
        against among between behind beside beyond about above across along around near off per towards toward
        upon within despite
    """),
    function_words=word_set("""
        a an the of to in on at for with by from as and or but if that which who it its is are was were be
        been being am has have had having do does did will would shall should can could may might must not no
        there this these those he she they we you i him her them us me his their our your my so than then
    """),
    proclitics=word_set("""
        a an the of to in on at for with by from and or but my your his her its our their is are was were not
        that who which as if
    """),
    plural_endings=("s",),
    group_marks=",",
    decimal_mark=".",
    numbers=ENGLISH_NUMBERS,
    divisions=ENGLISH_DIVISIONS,
    pronouns=(
        *(("subject", "m", "he"), ("subject", "f", "she"), ("subject", "n", "it")),
        *(("object", "m", "him"), ("object", "f", "her"), ("object", "n", "it")),
        *(("possessive", "m", "his"), ("possessive", "f", "her"), ("possessive", "n", "its")),
        *(("reflexive", "m", "himself"), ("reflexive", "f", "herself"), ("reflexive", "n", "itself")),
    ),
    inflection=ENGLISH_INFLECTION,
    is_word=is_english,
)
