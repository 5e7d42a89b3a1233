"""Who may send a form to which route: of the cast, with Blaise, who is blocked, Wen, who waits, Lena, who has left."""

from __future__ import annotations

from tests.threats.doors import SALON_PEOPLE, STRANGERS, VISITOR

ALL = {VISITOR, *SALON_PEOPLE, *STRANGERS}
SIGNED_IN = ALL - {VISITOR}
HERE = set(SALON_PEOPLE) - {"lena"}
READERS = HERE - {"wen"}
REPORTERS = READERS - {"blaise"}
SPEAKERS = REPORTERS - {"ghada"}
DESK, MANAGER, MODERATORS = {"bruno", "dev"}, {"dev"}, {"carla", "dev"}
CARRIERS, AUTHOR = {"amina", *DESK}, {"esi"}
BY_SECRET: set[str] = set()
"""Nobody without the link; `test_what_one_host_made_is_refused_by_another` comes with it."""

MAY: dict[str, set[str]] = {
    "mail_stop": BY_SECRET,
    "people_sign_in": ALL,
    "account_login": ALL,
    "people_code": ALL,
    "people_sign_out": ALL,
    "communities_language": ALL,
    "communities_join": SIGNED_IN,
    "communities_forget_draft": BY_SECRET,  # of one's own browser: another's leads on, and stays
    "communities_rules": ALL,
    "communities_write_rules": MANAGER,
    "communities_me": HERE,
    "communities_leave": HERE,
    "communities_end_session": BY_SECRET,  # one's own alone; this one is nobody's
    "communities_invitation": BY_SECRET,
    "communities_invite": MANAGER,
    "communities_member": MANAGER,
    "communities_joining": MANAGER,
    "communities_newcomer": MANAGER,
    "communities_block": MANAGER,
    "communities_mute": READERS
    - {"farid", "ghada"},  # whom it would mute, and who sees the funder's view alone
    "communities_withdraw": MANAGER,
    "places_new_hub": DESK,
    "places_home": HERE,
    "moderation_flag": REPORTERS - {"esi"},  # whose words they are
    "moderation_queue": MODERATORS,
    "moderation_holds": MANAGER,
    "moderation_verdict": AUTHOR,
    "moderation_decide": MODERATORS,
    "dialogues_new": DESK,
    "dialogues_speak": ALL - {"wen", "blaise"},  # a visitor's words are kept until they have joined
    "dialogues_carry": CARRIERS,
    "dialogues_days": DESK,
    "dialogues_words": DESK,
    "dialogues_change_seat": {"farid", *DESK},
    "dialogues_ask": DESK,
    "dialogues_seat": DESK,
    "dialogues_wrap": DESK,
    "dialogues_shelve": DESK,
    "dialogues_synthesis": DESK,
    "dialogues_publish": DESK,
    "dialogues_outcome": DESK,
    "dialogues_pick": DESK,
    "dialogues_release": DESK,
    "dialogues_round": DESK,
    "dialogues_new_channel": MANAGER,
    "dialogues_send_in": SPEAKERS,
    "dialogues_judge_resource": DESK,
    "dialogues_welcomes": DESK,
    "dialogues_own_seat": {"farid"},
    "dialogues_remind": BY_SECRET,  # hosts, of whoever is silent: Farid has spoken
    "dialogues_panel": BY_SECRET,
    "dialogues_answer": DESK,
    "dialogues_change": AUTHOR,
    "dialogues_language": AUTHOR | DESK,
    "dialogues_withdraw": AUTHOR,
    "dialogues_take_back": ALL,  # by a code
    "dialogues_gloss": DESK,
    "network_offer": DESK,
    "network_reply": BY_SECRET,
    "newsroom_new_theme": DESK,
    "newsroom_shared": DESK,
    "newsroom_publish": DESK,
    "newsroom_place": DESK,
    "newsroom_correct": DESK,
    "newsroom_withdraw": DESK,
    "newsroom_version": CARRIERS,
    "newsroom_photograph": CARRIERS,
    "newsroom_file": {"amina"},
    "newsroom_file_by_mail": BY_SECRET,
    "newsroom_photograph_by_mail": BY_SECRET,
    "initiatives_propose": SPEAKERS,
    "initiatives_check": CARRIERS,
}
# On the bare host: whoever comes, or oneself. What belongs to one account is asked for by its session alone.
OPEN_TO_ALL = {
    "mail_stop",
    "people_sign_in",
    "account_login",
    "people_code",
    "people_sign_out",
    "communities_language",
    "people_password",
    "mfa_login_webauthn",
    "mfa_authenticate",  # the second proof of somebody who has given the first
}
FOR_ONESELF = {
    "exchange_export",
    "exchange_erase",
    "people_account",
    "people_end_session",
    "communities_open",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
