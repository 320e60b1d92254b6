"""The demonstration: six boards, a person for each role, four invented cases.

Every act goes through the services, so nothing here could not have happened in the portal. People, families and
events are invented.
"""
