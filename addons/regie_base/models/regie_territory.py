from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTerritory(models.Model):
    """A place of public policy where people live: a QPV, a quartier de veille, a rural municipality.

    Since 1 January 2024 the list of QPV is set by decree 2023-1314; the codes of 2015 remain on older papers.
    Territories are national open data, shared by all companies.
    """

    _name = "regie.territory"
    _description = "Territory"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _rec_names_search = ["name", "code", "municipality"]

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(copy=False, tracking=True, help="Official code, checked against the pattern of the kind.")
    kind_id = fields.Many2one("regie.territory.kind", required=True, ondelete="restrict", index=True)
    is_priority = fields.Boolean(related="kind_id.is_priority", store=True)
    generation = fields.Selection(
        [("2015", "2015"), ("2024", "2024")],
        compute="_compute_generation",
        store=True,
        readonly=False,
        help="List to which the code belongs, read from the code: QP for 2015, QN for 2024.",
    )
    department_code = fields.Char(
        string="Department",
        compute="_compute_department_code",
        store=True,
        readonly=False,
        help="Read from the code of a QPV; to be typed for other kinds.",
    )
    municipality = fields.Char(help="One or several municipalities, separated by commas.")
    date_start = fields.Date(string="In force from", help="First day on which the territory exists in law.")
    date_end = fields.Date(
        string="In force until", help="Last day on which the territory exists in law. Empty: still in force."
    )
    population = fields.Integer(help="Number of inhabitants in the last published census of the territory.")
    note = fields.Text()
    active = fields.Boolean(default=True)
    link_ids = fields.One2many("regie.territory.link", "territory_id", string="Declared people")
    partner_count = fields.Integer(compute="_compute_partner_count", string="People")

    _code_uniq = models.UniqueIndex("(code) WHERE code IS NOT NULL", "A territory already has this code.")
    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A territory cannot end before it starts.")

    @api.depends("code")
    def _compute_generation(self):
        by_prefix = {"QP": "2015", "QN": "2024"}
        for territory in self:
            territory.generation = by_prefix.get((territory.code or "")[:2], territory.generation)

    @api.depends("code")
    def _compute_department_code(self):
        for territory in self:
            code = territory.code or ""
            if code[:2] in ("QP", "QN") and len(code) >= 5:
                territory.department_code = code[3:5] if code[2] == "0" else code[2:5]
            else:
                territory.department_code = territory.department_code

    @api.depends("link_ids")
    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group([("territory_id", "in", self.ids)], ["territory_id"], ["__count"])
        )
        for territory in self:
            territory.partner_count = counts.get(territory, 0)

    @api.depends("code")
    def _compute_display_name(self):
        for territory in self:
            territory.display_name = f"{territory.name} ({territory.code})" if territory.code else territory.name

    @api.constrains("code", "kind_id")
    def _check_code(self):
        for territory in self:
            if error := territory.kind_id._code_error(territory.code):
                raise ValidationError(error)

    @api.model_create_multi
    def create(self, vals_list):
        """Write official codes without spaces and in capitals, as the decree does."""
        return super().create([self._clean_code(vals) for vals in vals_list])

    def write(self, vals):
        """Write official codes without spaces and in capitals, as the decree does."""
        return super().write(self._clean_code(vals))

    @api.model
    def _clean_code(self, vals):
        if vals.get("code"):
            return dict(vals, code=vals["code"].replace(" ", "").upper())
        return vals

    def action_open_partners(self):
        """Open the people whose latest declared territory is this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("People of %(territory)s", territory=self.name),
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "domain": [("territory_id", "=", self.id)],
        }
