"""What the demo says while one waits, in English or, where the terminal's language is French, in French.

A table of its own, because most of it is said before Django, and with it gettext's catalogues, is set up.
"""

import os

FRENCH = {
    "Starting the database ...": "Démarrage de la base de données ...",
    "Preparing the database: {count} changes ...": "Préparation de la base de données : {count} modifications ...",
    "Loading the demo, only this once ...": "Chargement de la démonstration, cette fois seulement ...",
    "Starting the pages and the worker ...": "Démarrage des pages et du travailleur ...",
    "The communities:": "Les communautés :",
    "Be somebody, with one click:": "Devenir quelqu'un, en un clic :",
    "The mail that is sent:": "Les courriels envoyés :",
    "Stop with Ctrl-C.": "Arrêter avec Ctrl-C.",
    "Stopped. Everything is kept in {data}.": "Arrêté. Tout est conservé dans {data}.",
    "{name} has ended by itself, so everything stops. Its last lines, from {log}:\n{lines}": (
        "{name} s'est terminé de lui-même, tout s'arrête donc. Ses dernières lignes, dans {log} :\n{lines}"
    ),
    "The pages": "Les pages",
    "The worker": "Le travailleur",
    "The database": "La base de données",
}


def language() -> str:
    """`fr` where the terminal speaks French, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(sentence: str, **values: object) -> str:
    """The sentence in the terminal's language, with its values filled in."""
    chosen = FRENCH.get(sentence, sentence) if language() == "fr" else sentence
    return chosen.format(**values)
