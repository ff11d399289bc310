"""What is known of French: abbreviations, words that open sentences, marks, numbers. Data only.

:class:`bitext.languages.language.Language` says what each field holds.
"""

from __future__ import annotations

from bitext.languages.division_names import FRENCH_DIVISIONS
from bitext.languages.french_attribution import FRENCH_ATTRIBUTION
from bitext.languages.french_coreference import FRENCH_COREFERENCE
from bitext.languages.french_inflection import FRENCH_INFLECTION
from bitext.languages.french_numbers import FRENCH_NUMBERS
from bitext.languages.french_speech import FRENCH_SPEECH
from bitext.languages.language import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, Language, word_set, words_in

FRENCH = Language(
    "fr",
    name="French",
    item_marks="-–•·▪◦‣●○■□►▶→*^",
    titles=word_set("""
        M MM Mr Mrs Ms Mme Mmes Mlle Mlles Melle Melles MME MMES MLLE MLLES Mgr Mgrs Dr Drs Dre DR Pr
        Prs Me Mes Vve Cte Ctesse Vte Vtesse Mis Bx Bhx St Ste Sts Stes ST STE Gal Gén Lcl Cdt Cmdt Cne
        Cpt Capt Lt Slt Sgt Cpl Brig Adj Adjt Maj Rev Rév Hon Sen Sén Gov Gouv Prés Amb Card Fr Sra
        Srta Sta Sto Ing Av Gen Cmdr Pvt Ft
        S.E S.Em S.Exc S.M S.S S.A.R S.A.S LL.MM LL.AA NN.SS R.P RR.PP
    """),
    bound_abbreviations=word_set("""
        cf cfr conf voy vs viz qu i.e e.g s.v c.-à-d c-à-d c.à.d càd p.ex p.-ex op loc feat ft
        av ave bd bld blvd boul bvd rte fg fbg pte gd gde mt mts sté ste éts ets ap apr
    """)
    | {"p. ex", "par ex", "c. à d", "c.-à d"},
    numbered_abbreviations=word_set("""
        p pp pg n no nos nº n° nᵒ num nr art arts al v vol vols t tt tom chap ch f ff fo fos fol fols
        fasc fig figs pl tab tabl graph sect § §§ parag paragr ann annexe cap liv l lib livr éq ex th
        thm déf rem hyp q quest r rép réf ref tél tel téléph fax lig st sc mss ms cod cat inv alin ord
        env approx ca circa max min réq prép cuiss pers app éd
        suppl coll cass com soc civ crim règl décr dir rés rec obs opus bwv kv
        fr fl jan feb aug dec
        lun mar jeu vend dim janv févr fév avr juil juill sept oct nov déc
        gn lév deut jos sam ps is jr éz dn mt mc lc jn rm cor gal eph éph phil col th tim hébr jac apoc ap
    """),
    open_abbreviations=word_set("""
        cie co corp inc ltd ltée bros sarl jr sr al ibid ib id idem cit op.cit loc.cit prof profs dir coll
        trad éd éds ed eds édit rééd réimpr préf postf introd transcr adapt ill ann suppl ex anc auj
        bibl cant encycl ép gouv hist impr imprim libr mém nouv orig prov
        publ rech réd sc sculpt sect soc spéc symb théor univ inst acad assoc comm dép dépt arr
        circ minist natl internat fédér chem bât rés v rem nb ndlr approx litt
        rens coord réal scén distr interpr inscr abonn illustr couv dess rédac
        n.-d pl r cass civ com crim corr adm trib ph ch th chr alex alph ant aug fréd
        guill jph jh jn nic théoph geo wm thos chas edw
    """),
    shortened_words=word_set("""
        hebdo biblio anglo adjec prépo philo socio psycho
        rens renseign coord réal réalis scén prod distr distrib interpr abonn réserv inscr ouv orch chorégr
        photogr illustr couv dess rédac compos arrang cost déc lum maq maquil
        arrond dépl accomp assist consult adhés représ respons resp secr secrét présid admin techn électr
        élec équip appart cuis jard gar asc ascens chauff meubl hon honor gren terr balc étag
        prép cuiss réfr réfrig ingr ingréd pers quant congel mél
        mens trim trimestr bimens bimestr ann bienn quotid suiv préc précéd init orig
        hor horair tar dim vend merc sam dist approxim max maxim minim suppl supplém complém dest
        expéd exped tél téléph télécop courr corresp facult oblig obligat éventuel partic collab
        relat relev prélev virem mensual ancienn expér
    """),
    word_endings=words_in("""
        a à â e é è ê i î ï o ô u û ù y s x z nt er ir eur our oir ion ien éen ain in on ein oin
        al el il ail eil and ard ord
    """),
    head_notes=word_set("n.b nb p.-s p.s ps n.d.l.r n.d.t n.d.a n.d.e ndlr ndt rem obs nota ex")
    | {
        "n. b",
        "p. s",
    },
    era_names=word_set("J.-C J-C JC J.C"),
    era_words=word_set("av apr ap avant après depuis"),
    lettered_nouns=word_set("""
        vitamine groupe hépatite type plan catégorie classe série division ligue bloc bâtiment escalier
        niveau section annexe phase zone ligne terminal option variante facteur virus permis chapitre
        tome acte
    """),
    before_digits=frozenset("LRDAC"),
    names_with_stop=frozenset({"Yahoo", "Joomla", "Jeopardy"}),
    head_nouns=words_in("""
        art article sect section chap chapitre titre livre partie sous-section paragraphe § par annexe
        alinéa al règle question résolution amendement clause point étape phase lot scène acte tableau tabl
        fig figure doc document planche carte photo encadré exercice leçon exemple remarque définition
        théorème lemme proposition corollaire note considérant motion vœu délibération
    """),
    head_numerals=words_in("""
        premier première unique préliminaire liminaire bis ter quater quinquies sexies septies octies nonies
        nouveau nouvelle
    """),
    name_particles=words_in("le la les l de du des d et von van Le La Les L De Du Des D Van Von"),
    list_words=words_in("et puis ou enfin"),
    note_words=("réf. nécessaire", "réf. souhaitée", "citation nécessaire", "source ?", "sic"),
    opening_words=words_in("""
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
    """),
    opening_elisions=words_in("C J S N Qu M T Lorsqu Puisqu Jusqu Quoiqu Quelqu Aujourd"),
    opening_or_name=words_in("Le La Les De Du Des A Y"),
    opening_or_name_elisions=words_in("L D"),
    elided=word_set("""
        c d j l m n s t z qu jusqu lorsqu puisqu quoiqu presqu quelqu entr grand aujourd prud
    """),
    clipped=word_set("tit tite tits n ti tain spèce tention culé jour"),
    inner_turns=True,
    speech=FRENCH_SPEECH,
    attribution=FRENCH_ATTRIBUTION,
    coreference=FRENCH_COREFERENCE,
    compound_heads=word_set("""
        porte grand grands grande grandes demi semi mi sous vice ex non après avant arrière contre quasi tire
        garde gardes chef chefs haut bas nord sud est ouest franco anglo auto mini maxi micro néo pré post
        pseudo socio euro extra ultra super inter anti co pro passe casse chasse lave sèche taille coupe
        ouvre presse pare perce serre chou pot arc eau rez vis tête bouche main pied face à-côté soi lui elle
        eux elles moi toi nous vous peut c quelques au là ci par dessus vingt trente quarante cinquante
        soixante quatre dix cent saint sainte saints mort nu petit petits petite petites beau belle bien mal
        nouveau libre plate trois deux
    """),
    hyphenated_endings=word_set("""
        il ils elle elles on je tu nous vous le la les lui leur moi toi y en ce t m là ci même mêmes dessus
        dessous delà être midi nuit jour vous soi
    """),
    function_words=word_set("""
        le la les l un une des du de d au aux et est sont était étaient été être ai as a avons avez
        ont avait suis ce cet cette ces c ceci cela ça qui que qu quoi dont où quand quel quelle
        dans en pour par sur avec sans sous chez vers entre depuis pendant après avant contre il
        elle ils elles on nous vous je j tu te t se s me m lui leur leurs y ne n pas plus moins très
        trop aussi son sa ses mon ma mes ton ta tes notre nos votre vos mais ou or donc car ni si
        comme tout tous toute toutes même mêmes autre autres fait faire peut doit va sera aurait
        serait bien encore déjà alors quelques plusieurs celui celle ceux celles
    """),
    articles=word_set("le la les l un une"),
    prepositions=word_set("""
        à de d en dans par pour sur sous avec sans chez vers entre depuis pendant après avant contre parmi
        devant derrière dès durant envers hors jusqu malgré outre selon
    """),
    fused_articles=word_set("du des au aux"),
    proclitics=word_set("""
        le la les l un une des du de d à au aux en dans sur par pour avec sans sous chez vers et ou mais
        que qu qui si je j on ne n se s me m te t mon ma mes ton ta tes son sa ses notre nos votre vos leur
        leurs ce cet cette ces très dont comme quand
    """),
    group_marks=f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}.",
    decimal_mark=",",
    ordinal_endings=words_in("e es er ers ère ème"),
    numbers=FRENCH_NUMBERS,
    divisions=FRENCH_DIVISIONS,
    inflection=FRENCH_INFLECTION,
)
