"""The request of somebody who is signed in, for the type checker."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """What a view declared `SIGNED_IN` is called with: the middleware has seen to it."""

    user: User
