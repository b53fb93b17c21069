"""Words that steer a dialogue, whatever is being asked."""

from __future__ import annotations

from enum import Enum


class Command(Enum):
    """What somebody wants, other than to answer."""

    BACK = "back"
    SKIP = "skip"
    HELP = "help"
    AGAIN = "start again"
    STOP = "stop"


# In every language somebody may write in, whichever the page is in: people mix them.
WORDS = {
    Command.BACK: "back, go back, previous, undo, zurück, volver, atrás, anterior, retour",
    Command.SKIP: (
        "skip, pass, next, i don't know, i dont know, dont know, don't know, no idea, überspringen, weiß nicht, "
        "keine ahnung, saltar, omitir, no sé, no se, passer, je ne sais pas"
    ),
    Command.HELP: "help, ?, what, what can i say, hilfe, ayuda, aide",
    Command.AGAIN: (
        "start again, start over, restart, from the beginning, noch einmal, von vorn, empezar de nuevo, recommencer"
    ),
    Command.STOP: "stop, quit, cancel, end, exit, bye, abbrechen, aufhören, parar, cancelar, salir, annuler, arrêter",
}
_MEANT = {word.strip(): command for command, words in WORDS.items() for word in words.split(",")}


def command_in(text: str) -> Command | None:
    """What the whole message asks for; a message that says more than that is an answer."""
    return _MEANT.get(plain(text))


def plain(text: str) -> str:
    """In small letters, with one kind of apostrophe, without the marks around it."""
    return " ".join(text.replace("’", "'").casefold().strip(" \t\n.!,;:\"'“”¡¿").split()) or text.strip()
