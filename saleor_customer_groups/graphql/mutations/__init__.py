"""Mutations: a file each, over one service."""
