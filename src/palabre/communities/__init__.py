"""Funders, engagements, communities, memberships: who is at home where. The community is the tenant."""
