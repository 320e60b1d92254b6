from .absences import Absence
from .memberships import Membership
from .organisations import Agency, Board
from .users import User

__all__ = ["Absence", "Agency", "Board", "Membership", "User"]
