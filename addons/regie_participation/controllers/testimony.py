from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .common import open_token, render


class TestimonyPages(Controller):
    """The page where a person reads what will be shown, signs, and withdraws in one tap."""

    @route("/temoignage/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def testimony(self, token, **kwargs):
        """Show what the consent is about and where it stands."""
        testimony = open_token("regie.testimony", token, archived=True)
        return render(
            "public_testimony",
            {
                "testimony": testimony,
                "company": testimony.company_id,
                "is_staff": request.env.user._is_internal(),
            },
        )

    @route("/temoignage/<string:token>/signer", type="jsonrpc", auth="public", website=True)
    def testimony_sign(self, token, name=None, signature=None):
        """Sign the consent with a name and a drawn signature."""
        testimony = open_token("regie.testimony", token, archived=True)
        try:
            with request.env.cr.savepoint():
                testimony._sign(name, signature)
        except UserError as refused:
            return {"error": str(refused)}
        return {"force_refresh": True, "redirect_url": f"/temoignage/{token}"}

    @route("/temoignage/<string:token>/retirer", type="http", auth="public", website=True, methods=["POST"])
    def testimony_withdraw(self, token, **kwargs):
        """Withdraw the consent."""
        open_token("regie.testimony", token, archived=True)._withdraw()
        return request.redirect(f"/temoignage/{token}")

    @route("/temoignage/<string:token>/photo", type="http", auth="public", methods=["GET"], sitemap=False)
    def testimony_photo(self, token, **kwargs):
        """Send the photo that the consent is about, to the person."""
        testimony = open_token("regie.testimony", token, archived=True)
        if not testimony.photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(testimony, "photo", width=800, height=800)
        return stream.get_response(max_age=0)
