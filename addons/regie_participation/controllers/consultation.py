from odoo.http import Controller, request, route

from .common import open_token, render


class ConsultationPage(Controller):
    """The page behind the QR code of the hall: what is asked, the way to answer, then what came out of it."""

    @route("/consultation/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def consultation(self, token, **kwargs):
        """Show the consultation; its results once they are told."""
        consultation = open_token("regie.consultation", token)
        if not consultation.date_opened:
            raise request.not_found()
        told = consultation.state == "told"
        return render(
            "public_consultation",
            {
                "consultation": consultation,
                "company": consultation.company_id,
                "is_running": consultation._is_running(),
                "survey_url": f"/survey/start/{consultation.survey_id.access_token}",
                "results": consultation._get_results() if told else [],
                "threshold": consultation._get_threshold() if told else 0,
            },
        )
