"""Addresses of passwords, passkeys and second proofs: on the bare host, those of allauth's pages that are needed."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from django.urls import include, path

from palabre.people.views import passkey_script

network: list[Any] = [
    path("sign-in/password/", account.login, name="people_password"),
    path("me/inactive/", account.account_inactive, name="account_inactive"),
    path("me/again/", account.reauthenticate, name="account_reauthenticate"),
    path("me/password/change/", account.password_change, name="account_change_password"),
    path("me/password/set/", account.password_set, name="account_set_password"),
    path("me/security/", include("allauth.mfa.urls")),
    path("passkeys.js", passkey_script, name="people_passkey_script"),
]
