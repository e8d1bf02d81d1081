"""Resolve the addresses found in a report inside the server, without any request on the network."""

import base64
import binascii
import logging
import posixpath
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg2
import psycopg2.errors
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.http import request, root
from odoo.tools import file_open
from odoo.tools.image import image_guess_size_from_field_name, image_process
from odoo.tools.mimetypes import guess_mimetype

_logger = logging.getLogger(__name__)

STATIC_MIMETYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
}
#: Core's style sheets declare fonts of other scripts on a public site and in formats of old browsers: not worth a line.
FONT_EXTENSIONS = (".eot", ".woff", ".woff2", ".ttf", ".otf")
DATA_MIMETYPES = ("image/", "font/", "text/css", "application/font", "application/x-font", "application/vnd.ms-font")
IMAGE_TAILS = ("", "/<filename>", "/<int:width>x<int:height>", "/<int:width>x<int:height>/<filename>")
IMAGE_HEADS = ("<xmlid>", "<model>/<int:id>/<field>", "<int:id>", "<int:id>-<unique>")

ROUTES = Map(
    [
        Rule("/web/image", endpoint="image"),
        Rule("/web/content", endpoint="image"),
        *(
            Rule(f"/web/{kind}/{head}{tail}", endpoint="image")
            for head in IMAGE_HEADS
            for tail in IMAGE_TAILS
            for kind in ("image", "content")
        ),
        Rule("/report/barcode", endpoint="barcode"),
        Rule("/report/barcode/<barcode_type>/<path:value>", endpoint="barcode"),
        Rule("/web/assets/<unique>/<filename>", endpoint="bundle"),
        Rule("/logo", endpoint="logo"),
        Rule("/logo.png", endpoint="logo"),
        Rule("/web/binary/company_logo", endpoint="logo"),
    ],
    strict_slashes=False,
)


class RefusedAddress(ValueError):
    """The address leads outside of what the report may read."""


def reader_env(env):
    """Return the environment of the person who reads the report, without elevated rights.

    A superuser environment (a scheduled action, a mail sent by the system) says nothing of the reader: the session's
    user is taken when there is one, else the public user, as it would be through the website.
    """
    uid = env.uid
    if uid == SUPERUSER_ID:
        uid = (request and request.session.uid) or env["ir.model.data"]._xmlid_to_res_id("base.public_user")
    return api.Environment(env.cr, uid, dict(env.context, bin_size=False), su=False)


class ReportURLFetcher(URLFetcher):
    """Answer WeasyPrint's requests from the database and the addons' static files.

    Everything which is not a bundle, a static file, an image of a record, a barcode, a company logo or inline data is
    refused: no network, no local file.
    """

    def __init__(self, env, base_url):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.env = reader_env(env)
        self.base_url = base_url.rstrip("/")
        self._answers = {}

    def fetch(self, url, headers=None):
        """Return the content of an address of this server, or refuse it."""
        if url.startswith("data:"):
            return self._fetch_data(url)
        if url not in self._answers:
            try:
                self._answers[url] = self._read(url)
            except psycopg2.Error as error:
                raise FatalURLFetchingError(url) from error
            except (UserError, LookupError, OSError, TypeError, ValueError) as error:
                level = logging.DEBUG if urlsplit(url).path.endswith(FONT_EXTENSIONS) else logging.WARNING
                _logger.log(level, "Left out of the report: %.200s (%s)", url, error)
                self._answers[url] = None
        answer = self._answers[url]
        if answer is None:
            raise RefusedAddress("Address refused")
        content, mimetype = answer
        return URLFetcherResponse(url, content, {"Content-Type": mimetype})

    def read_local(self, url):
        """Return ``(content, mimetype)`` of an address of this server given with or without its host."""
        return self._read(url if "://" in url else f"{self.base_url}/{url.lstrip('/')}")

    def _fetch_data(self, url):
        header, separator, payload = url[5:].partition(",")
        mimetype, *parameters = header.split(";")
        if not separator or not mimetype.startswith(DATA_MIMETYPES):
            raise RefusedAddress(f"Inline data refused: {mimetype[:50]}")
        content = unquote(payload)
        if "base64" in (parameter.strip() for parameter in parameters):
            try:
                content = base64.b64decode("".join(content.split()) + "==")
            except binascii.Error as error:
                raise RefusedAddress("Inline data are not valid base64") from error
        else:
            content = content.encode()
        return URLFetcherResponse(url[:100], content, {"Content-Type": mimetype})

    def _read(self, url):
        parts = urlsplit(url)
        base = urlsplit(self.base_url)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            raise RefusedAddress("not an address of this server")
        path = unquote(parts.path)
        if "\\" in path or "\0" in path or ".." in path.split("/"):
            raise RefusedAddress("not a plain path")
        try:
            endpoint, arguments = ROUTES.bind("", url_scheme="http").match(path)
        except HTTPException:
            return self._read_static(path)
        arguments = dict(parse_qsl(parts.query), **arguments)
        return getattr(self, f"_read_{endpoint}")(**arguments)

    def _read_static(self, path):
        extension = posixpath.splitext(path)[1].lower()
        file_path = root.get_static_file(path) if extension in STATIC_MIMETYPES else None
        if file_path:
            with file_open(file_path, "rb") as file:
                return file.read(), STATIC_MIMETYPES[extension]
        attachment = self.env["ir.attachment"].search([("url", "=", path), ("type", "=", "binary")], limit=1)
        if not attachment:
            raise RefusedAddress("neither a static file nor an attachment")
        return self._check_image(attachment.raw, attachment.mimetype)

    def _read_image(
        self,
        xmlid=None,
        model="ir.attachment",
        id=None,
        field="raw",
        width=0,
        height=0,
        crop=False,
        access_token=None,
        **_ignored,
    ):
        record = self.env["ir.binary"]._find_record(xmlid, model, id and int(id), access_token, field=field)
        if record._name == "ir.attachment" and field in ("raw", "datas"):
            if record.type == "url":
                return self._read_static(record.url)
            content, mimetype = record.raw, record.mimetype
        else:
            definition = record._fields.get(field)
            if definition is None or definition.type != "binary":
                raise RefusedAddress("not a binary field")
            record._check_field_access(definition, "read")
            content, mimetype = base64.b64decode(record[field] or b""), None
        if not content:
            raise RefusedAddress("no image")
        content, mimetype = self._check_image(content, mimetype or guess_mimetype(content))
        size = (int(width), int(height))
        if size == (0, 0):
            size = image_guess_size_from_field_name(field)
        if any(size) and mimetype != "image/svg+xml":
            content = image_process(content, size=size, crop=crop)
        return content, mimetype

    def _check_image(self, content, mimetype):
        if not (mimetype or "").startswith("image/"):
            raise RefusedAddress(f"not an image: {mimetype}")
        return content, mimetype

    def _read_barcode(self, barcode_type, value, **options):
        return self.env["ir.actions.report"].barcode(barcode_type, value, **options), "image/png"

    def _read_logo(self, company=None, **_ignored):
        """Return the web logo of a company, public by nature: it is on the login page."""
        company = self.env["res.company"].sudo().browse(int(company)) if company else self.env.company
        logo = company.exists().sudo().logo_web
        if not logo:
            raise RefusedAddress("no logo")
        content = base64.b64decode(logo)
        return self._check_image(content, guess_mimetype(content))

    def _read_bundle(self, unique, filename, **_ignored):
        """Return a style sheet built from the installed addons' files, public by nature."""
        if not filename.endswith(".css"):
            raise RefusedAddress("not a style sheet")
        if unique != "debug":
            url = self.env["ir.asset"]._get_asset_bundle_url(filename, unique, {})
            domain = [
                ("public", "=", True),
                ("url", "=", url),
                ("res_model", "=", "ir.ui.view"),
                ("res_id", "=", 0),
                ("create_uid", "=", SUPERUSER_ID),
            ]
            attachment = self.env["ir.attachment"].sudo().search(domain, limit=1)
            if attachment:
                return attachment.raw, "text/css"
        return self._build_bundle(filename, debug=unique == "debug"), "text/css"

    def _build_bundle(self, filename, debug):
        """Build a style sheet that nobody asked for yet.

        It is saved for the next time: a request served by a read replica is asked again with a read/write cursor.
        """
        if self.env.cr.readonly:
            raise psycopg2.errors.ReadOnlySqlTransaction(f"The style sheet {filename} has to be built")
        env = api.Environment(self.env.cr, SUPERUSER_ID, {})
        name, rtl, _kind, autoprefix = env["ir.asset"]._parse_bundle_name(filename, debug)
        bundle = env["ir.qweb"]._get_asset_bundle(name, js=False, rtl=rtl, autoprefix=autoprefix)
        return bundle.css().raw
