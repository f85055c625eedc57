"""Addresses of signing in and of the account, under /desk/. The names are those by which allauth finds its own views;
views of allauth that are not here do not exist: no sign-up, no mail addresses, no reset by mail."""

from django.urls import path

from motcua.doors.desk.account import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", views.ByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/turned-back/", views.no_identity, name="socialaccount_login_cancelled"),
    path("account/", views.own_account, name="mfa_index"),
    path("account/devices/end/", views.end_device, name="end_device"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/again/", views.Again.as_view(), name="account_reauthenticate"),
    path("account/again/code/", views.AgainByCode.as_view(), name="mfa_reauthenticate"),
    path("account/again/passkey/", views.AgainByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/codes/", views.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/codes/new/", views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/identity/", views.Identity.as_view(), name="socialaccount_connections"),
]
