"""Reporting clauses within quotation marks in French: verbs of saying, and who says. Data only.

Within the marks, what looks like a reporting clause may be the speaker's own words: « Le rapport, présenté
hier, rappelle la règle. » So a noun behind the verb counts only if it names who can speak (« rappelle la
maire »), or if it can't be the verb's object (« s'indigne un voisin »); a pronoun is sure (« dit-elle »).
"""

from __future__ import annotations

from typing import Final

_SPACE: Final = "[ \u00a0\u202f]"


def _stems(*blocks: str) -> str:
    """A pattern of stems, with how they are spelt before "a": « lança », « jugea »."""
    found = dict.fromkeys(stem for block in blocks for stem in block.split())
    found |= dict.fromkeys(f"{stem[:-1]}ç" for stem in found if stem.endswith("c"))
    found |= dict.fromkeys(f"{stem}e" for stem in found if stem.endswith("g"))
    return "|".join(found)


_ER_STEMS: Final = (
    "affirm ajout alert analys annonc approuv argu argument articul assen assèn assur avanc avou balbuti"
    " bafouill bégay bégai blagu bougonn bredouill brod chantonn chuchot clam claironn comment complét"
    " complèt concéd concèd confess confi confirm conseill considér considèr constat contest continu"
    " corrig cri critiqu déclam déclar décrypt demand dénonc déplor détaill développ devin dévoil échang"
    " éclat écri embray enchaîn enchain énonc énumér énumèr espér espèr estim évoqu expliqu explicit expos"
    " fulmin glapiss gliss glouss grinç grogn grommel grommell grond gueul halet halèt hasard hésit hurl"
    " indiqu insinu insist ironis jubil jug jur justifi lâch lanc larmoy larmoi marmonn marmott martel"
    " martèl maugré mentionn murmur narr not nuanc object observ ordonn persifl pest philosoph plaid"
    " plaisant pleur pleurnich point précis proclam pronostiqu propos protest questionn racont raill râl"
    " raisonn rappel rappell rapport réclam recommand récapitul récit rectifi réfut regrett relat"
    " relativis relev relèv remarqu répét répèt répliqu reproch résum rétorqu retrac révél révèl rican"
    " rigol ripost ronchonn sanglot siffl signal souffl souhait soulign soupir spécifi suggér suggèr"
    " suppos susurr tempér tempèr tempêt témoign tonn tonitru tranch trembl triomph vitupér vocifér zézay"
    " interrog jacass prophétis conjectur fanfaronn détromp démarr achev achèv couin crach grin piaill"
    " pontifi réaffirm redemand renseign surench badin"
)
"""Verbs of saying in -er, without their endings; behind one, a person can hardly be its object."""
_CALLING_STEMS: Final = (
    "accus admonest apostroph appel appell approuv avertiss compt encourag exhort félicit implor intim"
    " interpell invit menac prévo remerci rassur salu sermonn suppli not song rêv devin calcul ordonn"
    " command commenc répond raisonn imagin exig hasard supplic taquin tent tut coup gémiss ment entonn"
    " exclam prononc chant jet jett pens"
)
"""Other verbs in -er that report speech; behind one, a noun may be whom it is said to."""
_FORMS: Final = (
    "dit disent disait disaient dirent dixit redit redisait fit firent faisait reprend reprennent"
    " reprenait reprit reprirent répond répondent répondait répondaient répondit répondirent poursuit"
    " poursuivent poursuivait poursuivit poursuivirent conclut concluent concluait conclurent intervient"
    " intervint intervenait convient convenait convint admet admettent admettait admit admirent promet"
    " promettent promettait promit promirent prévient préviennent prévenait prévint prévinrent avertit"
    " avertissent avertissait avertirent soutient soutiennent soutenait soutint soutinrent maintient"
    " maintenait maintint reconnaît reconnait reconnaissent reconnaissait reconnut reconnurent renchérit"
    " renchérissait surenchérit surenchérissait rit rient riait sourit sourient souriait réagit réagissent"
    " réagissait gémit gémissait rugit rugissait glapit mugit dément démentent démentait démentit écrit"
    " écrivent écrivait écrivit écrivirent prédit prédisent prédisait réfléchit abonde abondait compatit"
    " répartit repartit résume interrompit"
)
"""Forms of other verbs of saying."""
_TOLD_FORMS: Final = (
    "dit dirent fit firent reprit reprirent répondit répondirent poursuivit poursuivirent interrompit"
    " interrompirent repartit répartit gémit rugit glapit mugit frémit bondit sourit rit"
)
"""Past historic of verbs that are not in -er."""

_PERSONS: Final = (
    "maire mairesse adjoint élu conseiller conseillère député eurodéputé sénateur sénatrice ministre"
    " président préfet procureur juge avocat magistrat policier policière gendarme pompier pompière"
    " commissaire capitaine colonel commandant lieutenant général amiral soldat militaire officier"
    " officière marin pêcheur pêcheuse matelot skipper agriculteur agricultrice éleveur éleveuse paysan"
    " paysanne vigneron vigneronne maraîcher maraîchère boulanger boulangère boucher bouchère charcutier"
    " épicier épicière fleuriste commerçant libraire patron patronne directeur directrice responsable chef"
    " cheffe gérant propriétaire locataire habitant riverain voisin voisine passant témoin victime client"
    " usager usagère voyageur voyageuse passager passagère touriste visiteur visiteuse spectateur"
    " spectatrice ouvrier ouvrière employé salarié syndicaliste délégué secrétaire trésorier trésorière"
    " porte-parole représentant membre bénévole militant manifestant gréviste étudiant lycéen lycéenne"
    " collégien collégienne écolier écolière élève enfant garçon garçonnet fille fillette gamin gamine"
    " gosse bambin homme femme dame demoiselle monsieur vieillard père mère papa maman parent frère sœur"
    " fils oncle tante neveu nièce cousin cousine grand-père grand-mère beau-père belle-mère beau-frère"
    " belle-sœur mari épouse époux veuve veuf fiancé compagnon compagne ami amie copain copine collègue"
    " camarade associé partenaire médecin docteur docteure docteresse infirmier infirmière aide-soignant"
    " chirurgien chirurgienne urgentiste pharmacien pharmacienne dentiste vétérinaire psychologue"
    " psychiatre pédiatre professeur professeure prof enseignant instituteur institutrice maître maîtresse"
    " proviseur principal recteur rectrice éducateur éducatrice animateur animatrice chercheur chercheuse"
    " chercheure scientifique historien historienne sociologue économiste politologue géographe biologiste"
    " climatologue météorologue géologue archéologue astronome physicien physicienne chimiste"
    " mathématicien philosophe linguiste juriste notaire huissier écrivain écrivaine romancier romancière"
    " auteur auteure autrice poète dramaturge éditeur éditrice traducteur traductrice journaliste reporter"
    " rédacteur rédactrice chroniqueur éditorialiste présentateur présentatrice réalisateur réalisatrice"
    " cinéaste scénariste producteur productrice acteur actrice comédien comédienne humoriste chanteur"
    " chanteuse rappeur musicien musicienne guitariste pianiste violoniste artiste peintre sculpteur"
    " sculptrice photographe danseur danseuse chorégraphe compositeur compositrice conservateur"
    " conservatrice architecte urbaniste ingénieur ingénieure technicien technicienne informaticien"
    " informaticienne développeur développeuse entrepreneur entrepreneuse entrepreneure fondateur"
    " fondatrice cofondateur cofondatrice créateur créatrice consultant expert experte spécialiste"
    " analyste observateur observatrice dirigeant cadre banquier banquière courtier pdg drh entraîneur"
    " entraîneuse entraineur sélectionneur sélectionneuse coach joueur joueuse footballeur footballeuse"
    " rugbyman gardien gardienne attaquant défenseur défenseure buteur meneur champion championne coureur"
    " coureuse cycliste athlète nageur nageuse skieur skieuse navigateur navigatrice pilote arbitre"
    " supporter supportrice prêtre abbé curé vicaire évêque archevêque cardinal pape pasteur pasteure imam"
    " rabbin moine nonne religieux religieuse roi reine prince princesse comte comtesse duc duchesse baron"
    " baronne marquis marquise vicomte chevalier seigneur empereur impératrice tsar sultan chancelier"
    " chancelière ambassadeur ambassadrice diplomate écologiste socialiste centriste communiste"
    " républicain opposant détenu prisonnier prisonnière accusé prévenu suspect condamné plaignant voleur"
    " assassin concierge chauffeur conducteur conductrice cheminot cheminote contrôleur contrôleuse"
    " facteur factrice postier serveur serveuse cuisinier cuisinière hôtelier hôtelière aubergiste hôte"
    " hôtesse restaurateur restauratrice caissier caissière vendeur vendeuse marchand marchande berger"
    " bergère fermier fermière garde guide jardinier jardinière menuisier menuisière charpentier maçon"
    " plombier électricien électricienne mécanicien mécanicienne garagiste forgeron artisan artisane"
    " apprenti stagiaire retraité chômeur chômeuse réfugié migrant exilé sans-abri mendiant inconnu"
    " étranger étrangère intéressé interlocuteur interlocutrice narrateur narratrice trentenaire"
    " quadragénaire quinquagénaire sexagénaire septuagénaire octogénaire nonagénaire centenaire adolescent"
    " ado internaute utilisateur utilisatrice abonné lecteur lectrice auditeur auditrice consommateur"
    " consommatrice électeur électrice citoyen citoyenne candidat sinistré survivant rescapé domestique"
    " valet servante laquais cocher gouvernante majordome bonhomme géant nain sorcière sorcier magicien"
    " fée ogre diable ange fantôme loup renard lion ours corbeau cigale fourmi âne chat perroquet bûcheron"
    " meunier sergent caporal brigadier brigadière adjudant major aspirant inspecteur inspectrice"
    " détective enquêteur enquêtrice agent surveillant geôlier bourreau greffier greffière intendant"
    " contremaître organisateur organisatrice programmateur médiateur médiatrice coordinateur"
    " coordinatrice promoteur exploitant constructeur fabricant opérateur assureur armateur importateur"
    " exportateur distributeur investisseur actionnaire négociateur insoumis"
)
"""Who says it; most have a feminine form in -e."""
_ADJECTIVAL: Final = (
    "premier première dernier dernière second seconde deuxième troisième jeune vieux vieille petit petite"
    " grand grande aîné cadet cadette blond blonde brun brune autre"
)
"""Adjectives that stand for a person."""
_BODIES: Final = (
    "préfecture mairie municipalité ministère gouvernement parquet police gendarmerie justice cour"
    " tribunal conseil commission comité collectif association fédération confédération syndicat"
    " intersyndicale direction entreprise société groupe compagnie club équipe ville région département"
    " agglomération métropole université école hôpital clinique agence autorité banque institut"
    " observatoire organisation ong parti opposition majorité chaîne quotidien journal hebdomadaire revue"
    " rapport communiqué étude document lettre courrier tract brochure affiche site message proverbe adage"
    " dicton légende chanson notice famille hébergeur secours source entourage académie rectorat diocèse"
    " chambre fondation coopérative mutuelle rédaction cabinet défense accusation foule voix"
)
"""Bodies and papers that say something."""

_OWN: Final = (
    "(?:s['’](?:indign|insurg|interrog|inquièt|inquiét|exclam|écri|étonn|amus|agac|emport|énerv|émerveill|enthousiasm"
    "|alarm|attrist|offusqu|impatient|excus|esclaff|enflamm|emball|époumon|étrangl|auto-?\\w+)"
    "(?:a|èrent|ai|ait|aient|e|ent)"
    "|se{s}(?:souv(?:ient|iennent|int|inrent|enait|enaient)|réjoui(?:t|ssent|ssait)|plai(?:nt|gnent|gnait|gnit)"
    "|défend(?:ent|ait|it)?|dit|disait"
    "|(?:désol|félicit|rappell?|lament|justifi|remémor|demand|moqu|navr|résign|vant|targu|rassur|récri)"
    "(?:e|ent|ait|aient|a|èrent)))"
).replace("{s}", _SPACE)
"""Reflexive verbs of saying: what stands behind one is who says it."""
_OWN_SAID: Final = (
    "(?:(?:indign|insurg|interrog|inquiét|exclam|écri|étonn|amus|agac|emport|énerv|émerveill|enthousiasm|alarm|attrist"
    "|offusqu|impatient|excus|esclaff|enflamm|emball|désol|félicit|rappel|lament|justifi|remémor|demand|moqu|vant)é"
    "|réjoui|souvenu|plaint|défendu|dit)e?s?(?!\\w)"
)

_ANY_STEM: Final = _stems(_ER_STEMS, _CALLING_STEMS)
_SAYS: Final = (
    f"(?:(?:{_stems(_ER_STEMS)})(?:a|èrent|ait|aient|e|ent)|{'|'.join(_FORMS.split())})(?![\\w’'-])"
)
_TOLD: Final = f"(?:(?:{_ANY_STEM})(?:a|èrent)|{'|'.join(_TOLD_FORMS.split())})(?![\\w’'-])"
"""Past historic, which nobody speaks."""
_SAID: Final = (
    "(?:(?:fait{s}(?:savoir|valoir|observer|remarquer|noter|comprendre)|laissé{s}(?:entendre|échapper)"
    "|tenu{s}à{s}\\w+(?:er|ir|re)|dit|redit|répondu|repris|poursuivi|conclu|admis|promis|prévenu|averti|soutenu"
    "|maintenu|reconnu|renchéri|surenchéri|souri|ri|réagi|démenti|écrit|convenu|gémi|prédit"
    f"|(?:{_stems(_ER_STEMS)})é)(?!\\w))"
).replace("{s}", _SPACE)
_CLITIC: Final = f"(?:(?:lui|leur|nous|vous|me|se){_SPACE}+|[mts]['’]{_SPACE}?)?"
_HAS: Final = "(?:a|ont|avait|avaient|eut|aura)"
_IS: Final = "(?:est|sont|était|étaient|fut)"
_ADVERB: Final = (
    "(?:(?:ensuite|aussi|alors|encore|toutefois|également|enfin|déjà|aussitôt|ainsi|bien|même|finalement|d['’]abord"
    f"|à{_SPACE}nouveau|de{_SPACE}nouveau|\\w+ment),?{_SPACE}+)?"
)
_HE: Final = "(?:-t)?-(?:ils?|elles?|je)(?![\\w-])"
_PLACE: Final = f"(?:à|au|aux|chez|dans|sur|en|de{_SPACE}source|du{_SPACE}côté|auprès|parmi)"
_ONE: Final = f"(?:-t)?-on(?={_SPACE}+{_PLACE}(?!\\w))"

PRONOUN_CLAUSE: Final = (
    f"(?:{_CLITIC}(?:(?:{_ANY_STEM})(?:a|èrent|ai|ait|aient|e|ent|ais)|{'|'.join(_FORMS.split())}|dis|disais|fis"
    f"|répondis|repris|poursuivis|promis)(?:{_HE}|{_ONE})"
    f"|{_OWN}(?:{_HE}|{_ONE})"
    f"|{_CLITIC}(?:{_HAS}|ai|avais)(?:{_HE}|{_ONE}){_SPACE}+{_ADVERB}"
    f"(?:{_SAID}|(?:{_ANY_STEM})é(?!\\w))"
    f"|s['’]{_IS}{_HE}{_SPACE}+{_ADVERB}{_OWN_SAID}"
    f"|(?:peut|pouvait|pourra)-on{_SPACE}+(?:lire|entendre)(?!\\w)"
    f"|(?:tient|tenait|vient|venait|finit){_HE}{_SPACE}+(?:à|de|par){_SPACE}+\\w+(?:er|ir|re)(?!\\w))"
)
"""« dit-il », « a-t-elle ensuite ajouté », « peut-on lire », « indique-t-on à la mairie »; not « dit-on »."""

_ADJECTIVES: Final = (
    f"(?:(?:(?:jeune|vieux|vieil|vieille|petite?|grande?|gros|grosse|autre|ancien|ancienne|nouvel|nouvelle|nouveau"
    "|futur|future|même|pauvre|brave|bon|bonne|beau|bel|belle|cher|chère|principale?|célèbre|simple|seconde?|première?"
    "|deuxième|troisième|haute?|premier|dernier|dernière|fameux|fameuse|riche|noble|honnête)s?"
    f"|très|trop|plus|moins|tout|toute){_SPACE}+|(?:ex|vice|co|sous|haut)-){{0,3}}"
)
_DETERMINER: Final = (
    f"(?:(?:tou(?:te)?s{_SPACE}+)?(?:l[ea]s?|une?|des|cet|cette|ces?|[smt](?:on|a|es)|notre|nos|votre|vos|leurs?"
    f"|plusieurs|certaine?s|quelques|chaque|deux|trois|quatre|cinq|aucune?){_SPACE}+|l['’]|d['’]autres{_SPACE}+)"
)
_NOUNS: Final = (
    f"(?i:{'|'.join((*_PERSONS.split(), *_ADJECTIVAL.split(), *_BODIES.split()))})"
    "(?:e|ère|ne|le)?s?x?(?![\\w’'])"
)
_SOMEONE: Final = (
    "(?:ce(?:tte)?{s}derni(?:er|ère)|ce(?:lui|lle|ux|lles)-ci|ce(?:lui|lle|ux|lles)(?={s}qu)|l['’]une?{s}(?:d['’]\\w+|de|des)"
    "|d['’]autres|certaine?s|plusieurs|beaucoup|quelqu['’]un|chacune?|tous|toutes|l['’]autre|les{s}uns|monsieur|madame"
    "|mademoiselle|maître|messieurs|mesdames|don|doña|lord|lady|sir|miss|mistress|messire|père|mère)(?!\\w)"
).replace("{s}", _SPACE)
_NAME: Final = f"(?:{_DETERMINER}{_ADJECTIVES})?[A-ZÀ-ÖØ-ÝŒ][\\w’'.-]*"
_MANNER: Final = (
    "(?:(?:enfin|alors|aussi|encore|toujours|bas|quant{s}à{s}\\w+|tout{s}(?:à{s}coup|bas|haut)|à{s}(?:son|leur){s}tour"
    "|de{s}(?:nouveau|son{s}côté)|pour{s}(?:sa|leur){s}part|aussitôt|soudain|ainsi|à{s}voix{s}\\w+"
    "|d['’]une?{s}(?:voix|ton|air){s}\\w+|avec{s}\\w+|sans{s}\\w+|en{s}\\w+ant|\\w+ment),?{s}+)?"
).replace("{s}", _SPACE)
SPEAKER: Final = f"(?:{_SOMEONE}|{_NAME}|{_DETERMINER}{_ADJECTIVES}{_NOUNS})"
"""Who says it: somebody, a name, or a noun for a person or a body."""

_NO_PERSON: Final = (
    "(?!(?:vérité|contraire|messe|chose|mot|nom|prix|fait|tour|signe|geste|pas|bruit|silence|peur|guerre|paix|honte"
    "|plaisir|mal|bien|effort|semblant|partie|affaire|regard|œil|yeux|tête|bras|main|cri|soupir|sourire|grimace)s?\\b)"
)

SPEAKER_CLAUSE: Final = (
    f"(?:{_OWN}|s['’]{_IS}{_SPACE}+{_ADVERB}{_OWN_SAID}|{_CLITIC}{_TOLD}){_SPACE}+{_MANNER}{SPEAKER}"
)
"""« s'indigne un riverain », « s'est emportée Louise », « répondit froidement Hector »."""

SUBJECT_CLAUSE: Final = (
    f"(?:(?:{_CLITIC}(?!indiqu\\w+{_SPACE}(?:\\w+ment{_SPACE})?la{_SPACE}direction){_SAYS}"
    f"|{_CLITIC}{_HAS}{_SPACE}+{_ADVERB}{_SAID}){_SPACE}+{_MANNER}{SPEAKER}"
    f"|{_CLITIC}(?:{_TOLD}|(?:dis|répond|cri|murmur|demand|répét)ai(?:en)?t){_SPACE}+{_MANNER}{_DETERMINER}{_ADJECTIVES}{_NO_PERSON}\\w{{3,}}"
    f"|(?:tient|tiennent|tenait|vient|venait){_SPACE}+(?:à|de){_SPACE}+\\w+(?:er|ir|re){_SPACE}+{SPEAKER})"
)
"""« explique le directeur », « a prévenu Mme Kerjean »: what follows the verb may be its object, too."""

COMPLETE: Final = (
    "(?i:(?<!\\w)(?:[jcçn]['’]|(?:je|tu|ils?|elles?|on|nous|vous|ça|cela|ceci|ne|rien|tout|personne)(?!\\w))"
    "|(?<!\\w)(?:est|sont|était|étaient|sera|seront|serait|fut|a|ont|avait|avaient|aura|auront|aurait|va|vont"
    "|allait|faut|fallait|faudra|peut|peuvent|pouvait|pourra|doit|doivent|devait|devra|fait|font|sait|veut|veulent|voilà"
    "|voici|oui|non|merci|bonjour|jamais|ici|là|demain|hier|aujourd['’]hui|pourquoi|comment|quand|où|combien|quoi"
    "|quel\\w*|soit|adieu|allons|attention|pas|peut-être)(?!\\w)"
    "|(?<=\\w)(?:ons|ez|ait|aient|era|erai|eront|erait|eraient|ira|iront|issent)(?!\\w)|[!?…])"
)
"""What tells that the words before have a verb of their own, or need none: « Nous partirons, explique … »."""

CIRCUMSTANCE: Final = (
    "(?:(?i:\\s*(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd['’]hui|ce matin"
    "|ce soir)(?: (?:matin|soir|dernier|après-midi))?(?=,)"
    "|devant (?:la|les|une?|des|son|sa|ses)|lors d|au (?:micro|téléphone|lendemain)"
    "|à l['’](?:issue|antenne|afp)|à la (?:sortie|fin|presse|radio|barre|tribune)|en marge|au cours d"
    "|sous les|dans (?:une? (?:communiqué|entretien|interview|lettre|discours|courrier|vidéo|message)"
    "|les colonnes)"
    "|sur (?:les réseaux|son compte|sa page)|auprès d|par téléphone|joint|interrogé|cité"
    "|(?:âgée? de )?\\d{1,3} ans"
    "|(?:l['’]|le |la )?(?:(?:ancien|ancienne|nouveau|nouvelle|futur|future|premier|première) )?"
    "(?:ex-|vice-|co)?(?:{persons})(?:e|ère|ne|le)?s? (?:(?:de|du|des|à|au|aux|chez|en)\\b|d['’]|\\w+(?=,))))"
    "|\\s*[A-ZÀ-ÖØ-ÝŒ][\\w’'-]+(?: (?:de )?[A-ZÀ-ÖØ-ÝŒ][\\w’'-]+){1,3}(?=,))"
).replace("{persons}", "|".join(_PERSONS.split()))
"""How a clause begins that tells when, where or by whom it was said: « maire de Brest », « à l'AFP »."""

PERSON_NOUNS: Final = "|".join(_PERSONS.split())
"""Nouns of who can speak, most of them masculine, singular."""
BODY_NOUNS: Final = "|".join(_BODIES.split())
"""Nouns of bodies and papers that say something, singular."""
SAYING_STEMS: Final = _ANY_STEM
"""Verbs of saying in -er, without their endings."""
SAYING_FORMS: Final = "|".join(_FORMS.split())
"""Forms of other verbs of saying, third person."""
OWN_SPEECH: Final = _OWN
"""Reflexive verbs of saying: what stands behind one is who says it."""
