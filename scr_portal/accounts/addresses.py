"""The e-mail address a person signs in with: one spelling for each account, and no look-alikes."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

NOT_PLAIN = "Use an email address made of plain English letters, numbers and signs."
NOT_AN_ADDRESS = "Enter an email address in the correct format, like name@example.com."


def folded(email: str) -> str:
    """Return one spelling for an address however it was typed.

    It has no spaces around it, compatibility forms unfolded, small letters. It never refuses, so that looking up a
    strange address simply finds nobody.
    """
    return unicodedata.normalize("NFKC", email).strip().lower()


def sign_in_address(email: str) -> str:
    """Return the form in which an address is stored.

    Raises ValidationError for anything but ASCII: a Cyrillic letter that looks Latin would make a second
    account that nobody can tell from the first (ASVS 5.0 V1, look-alike names).
    """
    address = folded(email)
    if not address.isascii() or not address.isprintable():
        raise ValidationError(NOT_PLAIN, code="not_plain")
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(NOT_AN_ADDRESS, code="not_an_address") from error
    return address
