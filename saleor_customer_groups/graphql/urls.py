"""URLs of the API; a host puts them where it likes, side by side."""

from __future__ import annotations

from django.urls import path

from .downloads import download
from .view import graphql_view

urlpatterns = [
    path("graphql/", graphql_view, name="graphql"),
    path("exports/<str:token>/", download, name="export"),
]
