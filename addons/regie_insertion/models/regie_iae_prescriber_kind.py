from odoo import api, fields, models


class RegieIaePrescriberKind(models.Model):
    """Kind of a prescriber: whether the State authorises it, and whether naming it tells something sensitive.

    Order of 1 September 2021 on authorised prescribers.
    """

    _name = "regie.iae.prescriber.kind"
    _description = "Kind of prescriber"
    _order = "name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Code of the kind on the platform of the State.")
    is_authorised = fields.Boolean(
        string="Authorised", default=True, help="It may prescribe without criteria, during a waiting period as well."
    )
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="Its name tells something of the person's life: shown as “Other” to readers without social support.",
    )
    needs_decision = fields.Boolean(
        help="Authorised by a decision of the préfet for five years: its end is on the partner."
    )
    orienteur_id = fields.Many2one(
        "regie.iae.orienteur", ondelete="restrict", help="Code of the fiche salarié that goes with it."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A kind with this code exists already: change that one.")

    @api.model
    def _get_other(self):
        """The kind shown in place of a sensitive one."""
        return self.env.ref("regie_insertion.prescriber_kind_other")


class RegieIaeOrienteur(models.Model):
    """Who sent the person to the structure, with the code of the fiche salarié."""

    _name = "regie.iae.orienteur"
    _description = "Orienteur"
    _order = "code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Two digits, as the ASP writes them.")
    is_sensitive = fields.Boolean(
        string="Sensitive", help="Shown as “Other” to readers without social support, and in what they export."
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "An orienteur with this code exists already: change that one.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.code or ''} {record.name or ''}".strip()
