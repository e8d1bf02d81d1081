"""What the pages behind a label share: light, with no account, no trace and nothing from elsewhere."""

from werkzeug.exceptions import abort

from odoo.http import request

#: Nothing is loaded from another server, and no other site may frame these pages
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'self'"
)


def stop(response):
    """Answer with this page, whatever the route was about to do."""
    # a page is drawn late, when nobody looks at it any more
    response.flatten()
    abort(response)


def open_site(token):
    """Return the site that a label opens, in sudo and in its régie; a page that says so for an unknown label. (404)"""
    # sudo: the label is the right; the pages show only what is written for the public
    site = request.env["regie.site"].sudo().search([("qr_token", "=", token or "")], limit=1)
    if not token or not site:
        # sudo: the name and the phone of the régie, for who stands before a label that was torn or replaced
        values = {"company": request.env.company.sudo()}
        stop(render_public("regie_site.site_label_unknown", values, status=404))
    return site.with_company(site.company_id)


def render_public(template, values, status=200):
    """Return a page that browsers do not keep and search engines do not list."""
    response = request.render(template, {"page_lang": (request.env.lang or "fr")[:2], **values}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = POLICY
    return response
