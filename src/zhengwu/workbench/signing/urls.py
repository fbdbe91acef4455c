"""The addresses of the door and of one's own account, one line each."""

from django.urls import path

from zhengwu.workbench.signing import account, codes, entrance, passkeys, provider, second

urlpatterns = [
    path("sign-in", entrance.sign_in, name="sign-in"),
    path("sign-in/demo", entrance.as_one_of_the_demonstration, name="sign-in-demo"),
    path("sign-in/second", second.step, name="sign-in-second"),
    path("sign-in/second/passkey", second.by_passkey, name="sign-in-second-passkey"),
    path("sign-in/passkey", passkeys.enter, name="sign-in-passkey"),
    path("sign-in/provider", provider.go, name="sign-in-provider"),
    path("sign-in/provider/back", provider.back, name="sign-in-provider-back"),
    path("sign-out", entrance.sign_out, name="sign-out"),
    path("me", account.me, name="me"),
    path("me/codes", codes.codes, name="codes"),
    path("me/recovery-codes", codes.recovery_codes, name="recovery-codes"),
    path("me/passkeys/options", passkeys.options, name="passkey-options"),
    path("me/passkeys/new", passkeys.new, name="new-passkey"),
    path("me/passkeys/<int:passkey_id>", passkeys.one, name="passkey"),
    path("me/passkeys/<int:passkey_id>/remove", passkeys.remove, name="remove-passkey"),
    path("me/provider", provider.mine, name="my-provider"),
    path("me/provider/remove", provider.remove, name="remove-provider"),
    path("password", account.password, name="password"),
    path("sessions/<int:session_id>/end", account.end, name="end-session"),
    path("sessions/end-others", account.end_others, name="end-others"),
]
