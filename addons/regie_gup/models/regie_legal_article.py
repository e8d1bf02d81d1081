import re

from odoo import api, fields, models


class RegieLegalArticle(models.Model):
    """An article of the French public purchasing code that lets a buyer work with a régie."""

    _name = "regie.legal.article"
    _description = "Legal Article"
    _order = "sequence, code"
    _rec_names_search = ["code", "title"]

    code = fields.Char(required=True, help="As the buyers write it, e.g. L2113-13 or L2123-1 2°.")
    title = fields.Char(required=True, translate=True)
    summary = fields.Text(translate=True)
    use_stage = fields.Selection(
        [
            ("sourcing", "Before the market: sourcing"),
            ("design", "Design of the market"),
            ("award", "Choice of the offer"),
            ("performance", "Performance of the market"),
        ],
        required=True,
        default="design",
        help="The moment at which the régie can remind the buyer of this article.",
    )
    url = fields.Char(string="Link")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    market_count = fields.Integer(compute="_compute_market_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "This legal article already exists.")

    @api.depends("code", "title")
    def _compute_display_name(self):
        for article in self:
            article.display_name = article.code or ""

    def _compute_market_count(self):
        counts = dict(
            self.env["regie.market"]._read_group(
                [("legal_article_ids", "in", self.ids)], ["legal_article_ids"], ["__count"]
            )
        )
        for article in self:
            article.market_count = counts.get(article, 0)

    @api.model
    def _get_by_code(self):
        """``{normalised code: article}``; an article of several codes ("R2111-10, R2111-4") answers to each."""
        return {
            self._normalise_code(code): article
            for article in self.search([])
            for code in (article.code, *article.code.split(","))
        }

    @api.model
    def _find_by_code(self, text):
        """The article that ``text`` quotes, whatever its spaces, dots and capitals; empty when there is none."""
        return self._get_by_code().get(self._normalise_code(text), self.browse())

    @api.model
    def _normalise_code(self, text):
        """A code without what people write differently: case, spaces, dots, "article", "º" for "°"."""
        return re.sub(r"^art(icle)?|[\s.]", "", (text or "").strip().lower().replace("º", "°"))

    def action_view_markets(self):
        """Open the markets that rest on this article."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_market_action")
        return {**action, "domain": [("legal_article_ids", "in", self.ids)], "context": {}}
