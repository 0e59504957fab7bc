"""The GraphQL API: one schema for both hosts, over the services."""
