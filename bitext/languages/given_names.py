"""Given names that tell whether a person is a woman or a man; those that both have are left out.

Written for this package: names that are common in French-speaking countries and in international news.
"""

from __future__ import annotations

from typing import Final

_WOMEN: Final = """
Abigail Adeline Adriana Adèle Agathe Agnès Aimée Alexandra Alice Alicia Alina Aline Alison Amanda
Amandine Amy Amélie Ana Anastasia Anaïs Andrée Angela Angelina Angélique Anita Ann Anna Annabelle Anne
Annette Annick Annie Antoinette Apolline Ariane Arlette Armelle Astrid Aude Audrey Aurore Aurélie Ava
Aïcha Barbara Bernadette Berthe Betty Blanche Blandine Brenda Brigitte Britney Béatrice Béatrix
Bénédicte Bérénice Camila Carla Carmen Carole Caroline Catherine Chantal Charlotte Charlène Chloé
Christelle Christiane Christina Christine Cindy Claire Clara Clarisse Claudia Claudine Clotilde Clémence
Clémentine Colette Coralie Corinne Cristina Cynthia Cécile Céleste Célia Céline Daisy Daniela Danielle
Danièle Daphné Deborah Delphine Denise Diana Diane Dina Dolorès Donna Dora Doris Dorothée Elena
Elisabeth Elise Elizabeth Ella Ellen Elsa Elvira Emily Emma Emmanuelle Erika Estelle Esther Eugénie Eva
Eve Evelyne Fabienne Fanny Fatima Fatou Faustine Fernande Fiona Flavie Flora Flore Francesca Françoise
Frédérique Gabriela Gabrielle Gaëlle Geneviève Georgette Georgina Germaine Ghislaine Gilberte Gina
Ginette Gisèle Giulia Gloria Greta Gwenaëlle Hannah Heidi Helen Helena Henriette Hilary Hillary Hortense
Huguette Héloïse Hélène Ida Ines Ingrid Inès Irina Iris Irène Isabel Isabella Isabelle Ivana Jacqueline
Jane Janet Janine Jeanne Jeannine Jenna Jennifer Jenny Jessica Joanna Jocelyne Josette Josiane Joséphine
Joëlle Judith Julia Julie Juliette Justine Karen Karima Karine Kate Katherine Kathleen Katia Kelly
Khadija Kristina Laetitia Lara Latifa Laura Laure Laurence Laurette Leïla Liliane Lina Linda Lisa Lise
Livia Lola Louise Lucie Lucienne Lucile Lucy Ludivine Lydia Lydie Léa Léna Léonie Léopoldine Madeleine
Mafalda Magali Magdalena Malala Malika Manon Margaret Margaux Margot Marguerite Maria Mariam Marianne
Marie Marielle Marilyn Marina Marine Marion Marjorie Marlène Marta Martha Martine Mary Maryline Maryse
Mathilde Maud Maya Maëlle Megan Meghan Melania Meryl Mia Michelle Michèle Mireille Miriam Molly Mona
Monica Monika Monique Muriel Myriam Mélanie Mélissa Nadia Nadine Nadège Nancy Naomi Natacha Natalia
Natalie Nathalie Nicole Nina Nora Noémie Odette Odile Olga Olivia Ophélie Pamela Patricia Paula Paule
Paulette Pauline Penelope Perrine Pétronille Rachel Rachida Raymonde Rebecca Renée Rita Roberta Rokhaya
Romane Rosa Rosalie Roseline Roxane Ruth Régine Sabine Sabrina Salomé Samira Sandra Sandrine Sara Sarah
Scarlett Serena Shirley Sidonie Simona Sofia Solange Solène Sonia Sophia Sophie Soraya Stella Stéphanie
Susan Suzanne Svetlana Sylviane Sylvie Ségolène Séverine Tamara Tania Tatiana Teresa Theresa Thérèse
Tiffany Tina Ursula Valentina Valérie Vanessa Vera Violaine Violette Virginie Viviane Véra Véronique
Wendy Whitney Winifred Yasmina Yolande Yvette Yvonne Zohra Zoé Ève Édith Éliane Élisa Élisabeth Élise
Élodie Éloïse Éléonore Évelyne
"""
_MEN: Final = """
Aaron Abdallah Abdel Abdou Abdoulaye Abel Abraham Achille Adam Adolphe Adrien Ahmed Alain Alan Albert
Alberto Aldo Alejandro Alessandro Alexander Alexandre Alexeï Alexis Alfonso Alfred Ali Alphonse Amadou
Ambroise Amine Anatole Andrew Andreï André Andy Angelo Anthony Antoine Anton Antonin Antonio Armand
Arnaud Arnold Arthur Arturo Aubin Auguste Augustin Aurélien Aymeric Baptiste Barack Barthélemy Bashar
Basile Bastien Ben Benjamin Benoît Bernard Bernie Bertrand Bill Bob Boris Brad Brandon Brett Brian Bruce
Bruno Carl Carlos Charles Christian Christophe Christopher Clément Colin Corentin Cristiano Cyprien
Cyril Cyrille Cédric Célestin César Damien Dan Daniel Dave David Denis Dennis Didier Diego Dimitri
Dmitri Donald Donovan Douglas Dylan Eddy Edgar Edmond Edouard Eduardo Edward Edwin Elias Elliot Elon
Emil Emiliano Emilio Emmanuel Enrico Enrique Enzo Eric Erik Ernest Ernesto Erwan Eugène Evan Fabien
Fabrice Fabrizio Faouzi Felipe Ferdinand Fernand Fernando Fidel Filipe Flavien Florent Florian Francesco
Francis Francisco Franck Frank Franklin Franz François Fred Frederick Friedrich Frédéric Félix Gabriel
Gaspard Gaston Gauthier Gautier Gavin Gaétan Gaël Geoffroy Georg George Georges Gerhard Germain Ghislain
Giacomo Gilbert Gilles Giorgio Giovanni Giuseppe Gonzague Grégoire Grégory Guillaume Gustave Guy Gérald
Gérard Hamid Hans Harold Harry Harvey Hassan Hector Helmut Henri Henry Herbert Hervé Hippolyte Hubert
Hugo Hugues Ibrahim Ibrahima Ignacio Igor Isaac Ismaël István Ivan Jack Jacob Jacques Jair Jake Jamel
James Janos Jared Jason Javier Jean Jeff Jeffrey Jim Jimmy Joachim Joaquín Joe Joey Johann Johannes John
Johnny Jonas Jonathan Jorge Josef Joseph Joshua Josué José Joël Juan Jules Julien Julio Justin Jérémie
Jérémy Jérôme Jürgen Kamel Karim Karl Keith Ken Kenneth Kevin Klaus Kofi Kurt Kévin Ladislas Larry
Laurent Lazare Leonardo Lionel Lorenzo Louis Loïc Luc Luca Lucas Lucien Ludovic Ludwig Luigi Luis Lukas
Luke Léo Léon Léonard Léopold Mahmoud Malcolm Malo Mamadou Manuel Marc Marcel Marcello Marco Marcos
Marcus Mario Marius Mark Martin Marwan Massimo Mateo Mathias Mathieu Mathis Matt Matteo Matthew Matthias
Matthieu Maurice Max Maxence Maxime Maximilien Maël Mehdi Mel Miguel Mike Mikhaïl Mitch Mitt Mohamed
Mohammed Moussa Moïse Mustapha Nathan Nathanaël Neil Nelson Nicholas Nick Nicolas Nigel Nikita Noah
Norbert Norman Noël Octave Oleg Olivier Omar Oscar Oswald Ousmane Pablo Paolo Pascal Patrice Patrick
Paul Paulin Paulo Pavel Pedro Peter Petr Philip Philippe Pierre Piotr Quentin Rachid Rafael Raoul
Raphaël Raymond René Ricardo Richard Rick Robert Roberto Rodolphe Rodrigo Roger Roland Romain Roman
Romuald Ron Ronald Ronan Ross Roy Rudolf Rudy Russell Ryan Régis Rémi Rémy Salman Samir Samuel Saïd
Scott Sean Serge Sergeï Sergio Silvio Simon Slimane Stanislas Stefan Stefano Stephen Steve Steven Stuart
Sylvain Sylvestre Sébastien Tanguy Ted Thibaud Thibault Thierry Thomas Théo Théodore Théophile Tim
Timothy Timothée Todd Tom Tomas Tommy Tony Toussaint Tristan Ulrich Umberto Urbain Vaclav Valentin
Valéry Victor Viktor Vincent Vincenzo Vitali Vivien Vladimir Volodymyr Walter Werner Wilfried Wilhelm
Willem William Willy Winston Wolfgang Xavier Yann Yannick Yassine Youssef Yuri Yves Yvon Zacharie
Édouard Élie Émile Éric Étienne
"""

WOMEN: Final = frozenset(_WOMEN.split())
"""Given names of women."""
MEN: Final = frozenset(_MEN.split())
"""Given names of men."""
