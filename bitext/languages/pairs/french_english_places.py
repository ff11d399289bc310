"""Places in French and English: what CLDR has, and what it lacks or has in another form than most texts."""

from __future__ import annotations

from typing import Final

from bitext.languages.language import word_set
from bitext.languages.pairs.place_names import PlaceNames

_OWN: Final = {
    "Angleterre": ("England", "English", "British", "Britain"),
    "Anvers": ("Antwerp",),
    "Bâle": ("Basel", "Basle"),
    "Barcelone": ("Barcelona",),
    "Bavière": ("Bavaria",),
    "Corse": ("Corsica",),
    "Calcutta": ("Calcutta", "Kolkata"),
    "Cracovie": ("Krakow", "Cracow", "Kraków"),
    "Crète": ("Crete", "Cretan"),
    "Crimée": ("Crimea",),
    "Côte d’Ivoire": ("Ivory Coast", "Côte", "Ivorian", "Ivorians"),
    "Danemark": ("Denmark", "Danish", "Danes", "Dane"),
    "Dresde": ("Dresden",),
    "Écosse": ("Scotland", "Scottish", "Scots"),
    "Édimbourg": ("Edinburgh",),
    "Équateur": ("Ecuador", "Equator"),
    "Espagne": ("Spain", "Spanish", "Spaniards"),
    "États-Unis": ("United States", "States", "America", "USA", "US", "Washington"),
    "Finlande": ("Finland", "Finnish", "Finns", "Finn"),
    "Flandre": ("Flanders", "Flemish"),
    "Francfort": ("Frankfurt",),
    "Gênes": ("Genoa",),
    "Grèce": ("Greece", "Greek"),
    "Hambourg": ("Hamburg",),
    "Irlande": ("Ireland", "Irish"),
    "Katmandou": ("Kathmandu", "Katmandu"),
    "Kiev": ("Kiev", "Kyiv"),
    "Lombardie": ("Lombardy",),
    "Majorque": ("Majorca", "Mallorca"),
    "Marseille": ("Marseille", "Marseilles"),
    "Mayence": ("Mainz",),
    "Mexico": ("Mexico City", "Mexico"),
    "Moscou": ("Moscow", "Russia", "Kremlin", "Muscovite"),
    "Nouvelle-Zélande": ("New Zealand", "Kiwi", "Kiwis"),
    "Padoue": ("Padua",),
    "Palestine": ("Palestine",),
    "Pays-Bas": ("Netherlands", "Dutch", "Holland"),
    "Pékin": ("Beijing", "Peking", "China", "Chinese"),
    "Philippines": ("Philippines", "Filipino", "Filipinos", "Manila"),
    "Pologne": ("Poland", "Polish", "Poles", "Pole"),
    "Prusse": ("Prussia",),
    "Rangoun": ("Rangoon", "Yangon"),
    "République tchèque": ("Czech Republic", "Czechia", "Czechs"),
    "Royaume-Uni": ("United Kingdom", "Britain", "British", "England", "English", "GB"),
    "Sardaigne": ("Sardinia",),
    "Saxe": ("Saxony", "Saxon"),
    "Ségovie": ("Segovia",),
    "Séville": ("Seville", "Sevilla"),
    "Sibérie": ("Siberia",),
    "Sicile": ("Sicily", "Sicilian"),
    "Suède": ("Sweden", "Swedish", "Swedes"),
    "Suisse": ("Switzerland", "Swiss"),
    "Tchéquie": ("Czech Republic", "Czechia", "Czechs"),
    "Tchétchénie": ("Chechnya", "Chechen"),
    "Thaïlande": ("Thailand", "Thai", "Thais"),
    "Thessalonique": ("Thessaloniki", "Salonica"),
    "Toscane": ("Tuscany", "Tuscan"),
    "Turin": ("Turin", "Torino"),
    "Turquie": ("Turkey", "Turkish", "Turks", "Türkiye"),
    "Union européenne": ("European Union", "EU", "Europe", "European"),
    "URSS": ("USSR", "Soviet"),
    "Varsovie": ("Warsaw",),
    "Venise": ("Venice", "Venetian"),
    "Vietnam": ("Vietnam",),
}
"""The name to write first, then what else may stand for it."""

_AMBIGUOUS: Final = word_set(
    """
    Adélaïde Canton Caïmans Center Détroit Dominique Florence Grenade Guernesey Knox Macao Marquises Maurice
    Monde Porto Réunion Sainte Saint Salvador Vienne
    """
) | {
    *("Nations Unies", "Le Monde", "La Réunion", "Saint Martin", "Saint Vincent", "Saint Thomas"),
    *(
        "Sainte Hélène",
        "Saint Christophe",
        "Sainte Lucie",
        "Saint Barthélemy",
        "Géorgie du Sud",
        "Saint Jean",
    ),
}
"""Given names and surnames, common words, places that share a name with one that English calls otherwise."""

FRENCH_ENGLISH_PLACES: Final = PlaceNames(
    "fr",
    "en",
    own=_OWN,
    ambiguous=_AMBIGUOUS,
    articles=("Le ", "La ", "Les "),
    generic=word_set(
        "african and cape central city coast east eastern french islands island isle middle new north"
        " northern of republic saint south southern st state states station territories territory the united"
        " west western"
    ),
)
"""Names of places."""
