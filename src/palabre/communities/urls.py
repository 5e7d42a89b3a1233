"""Addresses of signing in, of members and of handing over."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from palabre.communities.sharing import share_script
from palabre.communities.views import (
    account,
    apart,
    arriving,
    handover,
    invitations,
    joining,
    language,
    me,
    members,
    proving,
    rules,
    security,
    sign_in,
)

# On every host. allauth redirects to `account_login`, which is the same page.
_everywhere: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="people_sign_in"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.code, name="people_code"),
    path("sign-out/", sign_in.sign_out, name="people_sign_out"),
    path("language/", language.language, name="communities_language"),
]

community: list[Any] = [
    *_everywhere,
    path("proof/", proving.challenge, name="communities_proof"),
    path("proof.js", proving.script, name="communities_proof_script"),
    path("share.js", share_script, name="communities_share_script"),
    path("join/", arriving.join, name="communities_join"),
    path("join/kept/<int:pk>/forget/", arriving.forget_draft, name="communities_forget_draft"),
    path("rules/", rules.rules, name="communities_rules"),
    path("rules/write/", rules.write, name="communities_write_rules"),
    path("rules/<int:number>/", rules.earlier, name="communities_rules_earlier"),
    path("me/", me.me, name="communities_me"),
    path("me/leave/", me.leave, name="communities_leave"),
    path("me/sessions/<int:pk>/end/", me.end_session, name="communities_end_session"),
    path("handover/start/<str:token>/", handover.start, name="communities_handover_start"),
    path("handover/<str:secret>/", handover.handover, name="communities_handover"),
    path("invitation/<str:token>/", invitations.invitation, name="communities_invitation"),
    path("members/manage/", members.members, name="communities_members"),
    path("members/manage/invite/", members.invite, name="communities_invite"),
    path("members/manage/<int:pk>/", members.member, name="communities_member"),
    path("members/manage/joining/", joining.joining, name="communities_joining"),
    path("members/manage/<int:pk>/newcomer/", joining.newcomer, name="communities_newcomer"),
    path("members/manage/<int:pk>/block/", apart.block, name="communities_block"),
    path("members/<int:pk>/mute/", apart.mute, name="communities_mute"),
    path("members/manage/invitations/<int:pk>/withdraw/", members.withdraw, name="communities_withdraw"),
]

network: list[Any] = [
    *_everywhere,
    path("me/", account.account, name="people_account"),
    path("me/sessions/<int:pk>/end/", account.end_session, name="people_end_session"),
    path(
        "me/security/recovery-codes/generate/",
        security.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("me/open/<str:host>/", handover.open_community, name="communities_open"),
    path("me/handover/<str:token>/<str:proof>/", handover.ticket, name="communities_handover_ticket"),
]
