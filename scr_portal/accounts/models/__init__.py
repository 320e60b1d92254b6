from .memberships import Membership
from .organisations import Agency, Board
from .users import User

__all__ = ["Agency", "Board", "Membership", "User"]
