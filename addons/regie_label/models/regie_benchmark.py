from odoo import api, fields, models
from odoo.tools import formatLang


class RegieBenchmark(models.Model):
    """A national figure of the network, with its year, its source and, where there is one, the doubt about it.

    It is shown beside the figure of the régie, never in its place. Two sources that differ are two records: nobody
    chooses between them silently.
    """

    _name = "regie.benchmark"
    _description = "National benchmark"
    _order = "sequence, code, id"

    code = fields.Char(required=True, help="Short mark of the figure in the list: KEY-12, KEY-10-CA.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    value = fields.Float(digits=(16, 2), required=True, aggregator=None)
    decimals = fields.Integer(default=0)
    unit = fields.Char(translate=True)
    year = fields.Char(required=True, help="Year, or years, that the source gives.")
    source = fields.Char(required=True, translate=True)
    is_doubtful = fields.Boolean(string="To be verified", help="Shown with the figure, with the reason.")
    doubt = fields.Char(string="Reason of the doubt", translate=True)
    indicator_code = fields.Char(
        string="Compared with",
        help="Code of the indicator beside which the figure is shown. Empty: shown in this list only.",
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", index="btree_not_null", help="Empty: shown to every régie of the database."
    )
    display_value = fields.Char(string="Figure", compute="_compute_display_value")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "A benchmark with this code exists already.")
    _doubt_told = models.Constraint(
        "CHECK (is_doubtful IS NOT TRUE OR doubt IS NOT NULL)", "Say why this benchmark is to be verified."
    )

    @api.depends("value", "decimals", "unit")
    @api.depends_context("lang")
    def _compute_display_value(self):
        for benchmark in self:
            text = formatLang(benchmark.env, benchmark.value, digits=benchmark.decimals)
            benchmark.display_value = f"{text} {benchmark.unit or ''}".strip()

    def _get_sentence(self):
        """Answer the figure as a reader sees it beside that of the régie: value, name, year, source and doubt."""
        self.ensure_one()
        sentence = self.env._(
            "%(value)s (%(name)s, %(year)s; %(origin)s)",
            value=self.display_value,
            name=self.name,
            year=self.year,
            origin=self.source,
        )
        if self.is_doubtful:
            sentence = self.env._("%(sentence)s – to be verified: %(doubt)s", sentence=sentence, doubt=self.doubt)
        return sentence

    @api.model
    def _get_sentences(self, codes, company):
        """Answer ``{indicator code: sentences}`` for the indicators that have a benchmark."""
        found = self.search([("indicator_code", "in", list(codes)), ("company_id", "in", [False, company.id])])
        return {
            code: "\n".join(benchmark._get_sentence() for benchmark in benchmarks)
            for code, benchmarks in found.grouped("indicator_code").items()
        }
