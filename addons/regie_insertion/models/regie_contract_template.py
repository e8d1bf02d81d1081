import re

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .hr_version import CDDI_FORMS, FORMS
from .hr_version_paper import WORDS

_WORD = re.compile(r"\{(\w+)\}")


class RegieContractTemplate(models.Model):
    """Wording of a contract or of its amendment: each régie keeps its own, with words that the records fill in."""

    _name = "regie.contract.template"
    _description = "Wording of a contract"
    _order = "sequence, id"

    name = fields.Char(required=True, help="Title printed at the head of the paper.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
    usage = fields.Selection(
        [("contract", "First contract"), ("amendment", "Amendment of renewal")], required=True, default="contract"
    )
    iae_form = fields.Selection(
        FORMS, string="Form of contract", help="Empty: every form that has no wording of its own."
    )
    article_ids = fields.One2many("regie.contract.article", "template_id", string="Articles", copy=True)
    words = fields.Html(compute="_compute_words", help="Words between braces that the records fill in.")

    def _compute_words(self):
        words = Markup(", ").join(Markup("<code>{%s}</code>") % word for word in WORDS)
        for template in self:
            template.words = words

    @api.model
    def _get_for(self, version, usage):
        """Wording of a contract: of the régie before the common one, of its form before the general one."""
        forms = [version.iae_form, False] + (["cddi"] if version.iae_form in CDDI_FORMS else [])
        found = self.search(
            Domain("usage", "=", usage)
            & Domain("iae_form", "in", forms)
            & Domain("company_id", "in", [version.company_id.id, False])
        )
        return found.sorted(
            lambda row: (not row.company_id, row.iae_form != version.iae_form, not row.iae_form, row.sequence)
        )[:1]


class RegieContractArticle(models.Model):
    """One article of a wording."""

    _name = "regie.contract.article"
    _description = "Article of a contract"
    _order = "sequence, id"

    template_id = fields.Many2one("regie.contract.template", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Title", required=True)
    body = fields.Html(required=True, help="Text with words between braces, as {salarie} or {fin_lettres}.")

    @api.constrains("body")
    def _check_words(self):
        for article in self:
            unknown = sorted(set(_WORD.findall(article.body or "")) - set(WORDS))
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Article “%(article)s” uses words that no record fills in: %(words)s. (INS-C24)",
                        article=article.name,
                        words=", ".join(unknown),
                    )
                )

    def _fill(self, values):
        """Text of the article with its words replaced; what is written in a record is shown as it is, never as HTML."""
        self.ensure_one()
        return Markup(_WORD.sub(lambda match: str(escape(values.get(match[1]) or "…………")), self.body or ""))
