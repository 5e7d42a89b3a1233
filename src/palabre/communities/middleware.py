"""From the host name to the community, from the address to the language; and the view inside its community."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import set_script_prefix, set_urlconf
from django.utils import timezone, translation

from palabre.communities import gate, rules
from palabre.communities.languages import choose, front_page_meant, split_prefix
from palabre.communities.models import Community, Membership, Mute
from palabre.communities.queries import funders_in_order
from palabre.kit import health, shown, tenancy
from palabre.kit.languages import INTERFACE, interface_for
from palabre.kit.prepared import Prepared
from palabre.kit.views import not_found
from palabre.people import counts
from palabre.people.models import Person

Handler = Callable[[HttpRequest], HttpResponse]
BARE = frozenset({"127.0.0.1", "[::1]"})
# Without a valid secret a view raises the first; the second comes before it could look at the secret.
NOT_HERE = frozenset({404, 405})


def open_to_strangers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that answers on a private community's host before one is signed in.

    It checks a secret itself and raises Http404 without a valid one, which then looks like an unknown host.
    """
    view.open_to_strangers = True  # type: ignore[attr-defined]
    return view


class HostMiddleware:
    """Says which community and which language a request is for. An unknown host has no pages.

    To a stranger a private community's host is such an unknown host, whatever they ask of it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Set `community`, `languages`, `language` and the addresses that hold on this host."""
        if request.path_info == health.PATH:
            return health.healthz(request)  # on every host, known or not, and while the database is away
        # A view may have set its city's clock, and the next request of this thread would still tell time by it.
        timezone.deactivate()
        host = split_domain_port(request.get_host())[0]
        path = request.path_info
        request.community = request.membership = request.person = None
        request.let_in = False
        request.languages = list(INTERFACE)
        if host == settings.BASE_HOST or host in BARE:
            return self._in_language(request, self.get_response)
        request.community = Community.objects.filter(host=host).first()
        if request.community is None:
            return self._unknown(request, path)
        _note(request.community)
        _answer_at(request, settings.COMMUNITY_URLCONF)
        request.languages = list(request.community.languages)
        timezone.activate(request.community.time_zone)
        response = self._in_language(request, self.get_response)
        return self._unknown(request, path) if _is_hidden(request, response) else response

    def _unknown(self, request: Any, path: str) -> HttpResponse:
        """The answer of a host that nobody has; it knows nothing of what was found out about the request."""
        request.community = request.membership = request.person = None
        request.is_nowhere = True
        _answer_at(request, settings.ROOT_URLCONF)
        request.languages = list(INTERFACE)
        request.path_info = path
        request.style_hashes = []
        return self._in_language(request, not_found)

    def _in_language(self, request: Any, answer: Handler) -> HttpResponse:
        prefix, rest = split_prefix(request.path_info, request.languages)
        meant = front_page_meant(request.path_info, request.languages)
        if meant and request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(meant)
        request.address_language = prefix
        if prefix and (note := shown.note()) is not None:
            note.in_address = True
        # The path without its language: what the same page is called in another one.
        request.bare_path = rest
        request.path_info = rest
        default = request.community.default_language if request.community else settings.LANGUAGE_CODE
        request.language = prefix or choose(request, request.languages, default)
        set_script_prefix(f"/{prefix}/" if prefix else "/")
        try:
            with translation.override(interface_for(request.language)):
                response = answer(request)
        finally:
            set_script_prefix("/")
        stands = request.language in getattr(request, "stands_in", {})
        spoken = request.language if stands else interface_for(request.language)
        response.headers.setdefault("Content-Language", spoken)
        return response


class CommunityMiddleware:
    """Runs each view inside its community's transaction, with the membership of who is signed in.

    On a private or preview community's host nothing exists for who is not in it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """On a private host, know early who is in it: even an address that leads nowhere must not tell a stranger."""
        request.person = request.user if request.user.is_authenticated else None
        if request.community is not None and not rules.is_open(request.community):
            with tenancy.community(request.community):
                request.membership = membership_of(request)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Call the view ourselves, so that its transaction ends with its exception."""
        if request.method == "POST":
            # Read to its end before the transaction begins: a form trickling in must not hold one open.
            _arrived = request.POST
        action = counts.asked_of(view, request)
        wait = counts.seconds_to_wait(request, action) if action else 0
        if request.community is None:
            return gate.too_often(request, wait) if wait else None
        try:
            return self._inside(request, wait, view, args, kwargs)
        except Http404:
            if not rules.is_open(request.community) or not gate.lost_their_session(request):
                raise
        with tenancy.community(request.community):
            return gate.sign_in_first(request)

    def _inside(self, request: Any, wait: int, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        with tenancy.community(request.community):
            request.membership = request.membership or membership_of(request)
            request.let_in = getattr(view, "open_to_strangers", False)
            if not rules.may_enter(request.community, request.membership) and not request.let_in:
                raise Http404
            stopped = gate.too_often(request, wait) if wait else gate.stop(request)
            if stopped is not None:
                return stopped
            if getattr(view, "outside_transaction", False):
                return None
            response: HttpResponse = view(request, *args, **kwargs)
        return response


def _note(community: Community) -> None:
    """Whose page is made, where it is made to be kept."""
    if (note := shown.note()) is not None:
        note.community = community.pk
        if not rules.is_open(community):
            note.must_not_be_kept("the community is not open")


def _answer_at(request: Any, addresses: str) -> None:
    """Use a host's addresses, also in answers given before Django looks for the view (a form that is refused)."""
    request.urlconf = addresses
    set_urlconf(addresses)


def membership_of(request: Any) -> Membership | None:
    """What the person signed in is in the request's community, while they have not left it."""
    if request.person is None:
        return None
    (row,) = _here.rows(person=request.person.pk, community=request.community.pk)
    request.community.known_funders = row.funders
    if row.here_id is None:
        return None
    names = [field.attname for field in Membership._meta.concrete_fields]
    found = Membership.from_db("default", names, [getattr(row, f"here_{name}") for name in names])
    vars(found)["muted"] = row.muted
    # These are at hand; the database need not tell them again.
    found.person, found.community = request.person, request.community
    return found


@Prepared
def _here(*, person: int, community: int) -> Any:
    """The person with what they are in a community, `here_...`, whom they muted there, and the funders it names.

    The page's foot names the funders: asked here, also for who is no member, they cost no question of their own.
    """
    within = Q(memberships__community=community, memberships__left_at=None)
    mutes = Mute.objects.filter(by=OuterRef("mine__pk")).values("whom")
    asked = Person.objects.filter(pk=person).annotate(mine=FilteredRelation("memberships", condition=within))
    names = (field.attname for field in Membership._meta.concrete_fields)
    told = asked.annotate(**{f"here_{name}": F(f"mine__{name}") for name in names})
    return told.annotate(muted=ArraySubquery(mutes), funders=ArraySubquery(funders_in_order(community))).only(
        "pk"
    )


def _is_hidden(request: Any, response: HttpResponse) -> bool:
    if rules.may_enter(request.community, request.membership):
        return False
    return not request.let_in or response.status_code in NOT_HERE
