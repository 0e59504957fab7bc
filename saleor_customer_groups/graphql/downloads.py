"""Downloads: files behind links that are signed and soon expire."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.text import slugify

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import ExportFile
from saleor_customer_groups.services.exports import (
    get_export,
    packed_content,
    unpacked,
)

#: Long enough to click, too short to be found in a log and used.
LINK_VALID: Final = timedelta(hours=1)

_SALT: Final = "saleor_customer_groups.graphql.downloads"


def link_to(export_id: int, request: HttpRequest) -> str:
    """The file's address, beside that of the API which the request was sent to."""
    token = signing.dumps(export_id, salt=_SALT)
    return request.build_absolute_uri(f"../exports/{token}/")


def download(request: HttpRequest, token: str) -> HttpResponse:
    """The file that the link is signed for. 403 for a link that is not ours or has
    expired, 404 for a file that is gone."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        export_id = signing.loads(token, salt=_SALT, max_age=LINK_VALID)
    except signing.SignatureExpired:
        return _refusal("The link has expired. Ask for another.", 403)
    except signing.BadSignature:
        return _refusal("This is no link of this shop's.", 403)
    with get_host().writing():
        export = get_export(export_id)
        packed = packed_content(export) if export else None
    if export is None or packed is None:
        return _refusal("The file is gone. Ask for it again.", 404)
    return _file(export, packed, request)


def _file(export: ExportFile, packed: bytes, request: HttpRequest) -> HttpResponse:
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        packed if is_packed else unpacked(packed),
        content_type="text/csv; charset=utf-8",
    )
    if is_packed:
        response["Content-Encoding"] = "gzip"
    day = f"{export.created_at:%Y-%m-%d}"
    name = slugify(f"{export.owner_code}-{export.kind}-{day}")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Vary"] = "Accept-Encoding"
    return _private(response)


def _refusal(sentence: str, status: int) -> HttpResponse:
    text = f"{sentence}\n"
    return _private(
        HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    )


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, and shown as nothing but what it is."""
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
