"""Who may listen to what: the session is checked here, the stream is served by the live process."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from heard.domain.teams.queries import standing_of
from heard.kernel.live import read_invitation
from heard.web.live.ticket import Ticket, write_ticket
from heard.web.live.topics import permitted_topics

STREAM = "/live/stream"


@require_GET
@never_cache
def connect(request: HttpRequest) -> HttpResponse:
    """Send the browser on to its stream, with a ticket for the topics it may hear. It comes back here to reconnect."""
    ticket = _ticket_for(request)
    if ticket is None:
        # Not an error but an end: after 204 a browser does not try again.
        return HttpResponse(status=204)
    place = f"{_origin(request)}{STREAM}?{urlencode({'ticket': write_ticket(ticket)})}"
    return HttpResponse(status=307, headers={"Location": place})


def _ticket_for(request: HttpRequest) -> Ticket | None:
    if invitation := request.GET.get("invitation"):
        topic = read_invitation(invitation)
        return Ticket(topics=(topic,)) if topic else None
    user = request.user
    if not (user.is_authenticated and user.is_active):
        return None
    topics = permitted_topics(standing_of(user), request.GET.getlist("topic"))
    return Ticket(topics=topics, staff=str(user.id)) if topics else None


def _origin(request: HttpRequest) -> str:
    """Where the live process listens: where we are told, otherwise on its port of the host the browser used."""
    if settings.HEARD_LIVE_URL:
        return str(settings.HEARD_LIVE_URL).rstrip("/")
    host = request.get_host()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return f"{request.scheme}://{name}:{settings.HEARD_LIVE_PORT}"
