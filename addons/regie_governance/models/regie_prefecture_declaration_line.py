from odoo import api, fields, models


class RegiePrefectureDeclarationLine(models.Model):
    """A person who comes into office or leaves it, with what article 5 asks to declare: name, profession, domicile,
    nationality, function. Read from the person until the declaration is filed, kept as filed afterwards."""

    _name = "regie.prefecture.declaration.line"
    _description = "Person declared to the prefecture"
    _order = "declaration_id, change desc, id"
    _rec_name = "partner_id"

    declaration_id = fields.Many2one(
        "regie.prefecture.declaration", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="declaration_id.company_id", store=True, index=True, precompute=True)
    mandate_id = fields.Many2one(
        "regie.mandate", required=True, index=True, ondelete="cascade", check_company=True, help="Whose change it is."
    )
    partner_id = fields.Many2one(related="mandate_id.partner_id", string="Person", store=True, index=True)
    change = fields.Selection([("start", "Comes into office"), ("end", "Leaves")], required=True, default="start")
    function = fields.Char(compute="_compute_content", store=True, readonly=False)
    profession = fields.Char(compute="_compute_content", inverse="_inverse_profession", store=True, readonly=False)
    nationality_id = fields.Many2one(
        "res.country",
        compute="_compute_content",
        inverse="_inverse_nationality_id",
        store=True,
        readonly=False,
    )
    domicile = fields.Char(compute="_compute_content", store=True, readonly=False)
    missing = fields.Char(string="To complete", compute="_compute_missing")

    _change_uniq = models.Constraint(
        "UNIQUE (declaration_id, mandate_id, change)", "This person is already in the declaration."
    )

    @api.depends(
        *("mandate_id.role_id", "partner_id.regie_profession", "partner_id.regie_nationality_id"),
        *("partner_id.street", "partner_id.zip", "partner_id.city", "partner_id.country_id"),
    )
    def _compute_content(self):
        for line in self:
            if line.declaration_id.date_filed and line._origin:
                line.function, line.domicile = line.function, line.domicile
                line.profession, line.nationality_id = line.profession, line.nationality_id
                continue
            person = line.partner_id
            line.function = line.mandate_id.role_id.name
            line.profession = person.regie_profession
            line.nationality_id = person.regie_nationality_id
            town = " ".join(filter(None, [person.zip, person.city]))
            line.domicile = ", ".join(filter(None, [person.street, person.street2, town])) or False

    def _inverse_profession(self):
        for line in self:
            line.partner_id.regie_profession = line.profession

    def _inverse_nationality_id(self):
        for line in self:
            line.partner_id.regie_nationality_id = line.nationality_id

    @api.depends("change", "profession", "nationality_id", "domicile")
    def _compute_missing(self):
        for line in self:
            names = ("profession", "nationality_id", "domicile") if line.change == "start" else ()
            labels = [line._fields[name]._description_string(self.env).lower() for name in names if not line[name]]
            line.missing = ", ".join(labels) or False
