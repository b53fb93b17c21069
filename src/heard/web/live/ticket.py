"""What the web process hands to the live process through the browser: who may hear what, for a minute."""

from dataclasses import dataclass

from heard.kernel import tokens

PURPOSE = "live-ticket"
SECONDS_TO_CONNECT = 60


@dataclass(frozen=True, slots=True)
class Ticket:
    """The topics of one stream, and whose it is: a member of staff's id, or None for a resident."""

    topics: tuple[str, ...]
    staff: str | None = None

    @property
    def watched_case(self) -> str | None:
        """The case this member of staff has open: colleagues are told."""
        cases = [topic for topic in self.topics if topic.startswith("case:")]
        return cases[0].removeprefix("case:") if self.staff and len(cases) == 1 else None


def write_ticket(ticket: Ticket) -> str:
    return tokens.sign(PURPOSE, {"topics": ticket.topics, "staff": ticket.staff})


def read_ticket(token: str) -> Ticket | None:
    content = tokens.read(PURPOSE, token, max_age=SECONDS_TO_CONNECT)
    return Ticket(topics=tuple(content["topics"]), staff=content["staff"]) if content else None
