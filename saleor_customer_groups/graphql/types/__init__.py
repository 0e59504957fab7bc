"""Types: what the API tells of groups, their members and their rules."""
