"""Who signs in and how: accounts, passwords, the second factor. Part of base.py."""

from scr_portal.settings import environment

SECOND_FACTOR_WAIVED = environment.only_for_development("SECOND_FACTOR_WAIVED")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_ADAPTER = "scr_portal.accounts.adapter.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
# A council's people share one address: what locks an account counts its own wrong tries, five in five minutes.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "scr_portal.accounts.tokens.LinkTokens"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "scr_portal.accounts.forms.sign_in.SignInForm",
    "reset_password": "scr_portal.accounts.forms.sign_in.ForgottenForm",
    "reset_password_from_key": "scr_portal.accounts.forms.sign_in.NewPasswordForm",
    "change_password": "scr_portal.accounts.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "scr_portal.accounts.forms.sign_in.ConfirmPasswordForm",
}
MFA_ADAPTER = "scr_portal.accounts.adapter.PortalMfaAdapter"
MFA_FORMS = {
    "authenticate": "scr_portal.accounts.forms.sign_in.SecondStepForm",
    "reauthenticate": "scr_portal.accounts.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "scr_portal.accounts.forms.sign_in.SetUpAppForm",
    "add_webauthn": "scr_portal.accounts.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "scr_portal.accounts.forms.sign_in.RenamePasskeyForm",
}
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Serious case reviews"
USERSESSIONS_TRACK_ACTIVITY = True
# Packages whose views declare their access in decorators of their own.
ACCESS_DECLARED_BY = ["allauth.account", "allauth.mfa", "allauth.usersessions"]
