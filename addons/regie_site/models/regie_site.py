import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieSite(models.Model):
    """A place that the régie keeps: from the neighbourhood to the hall, with its owner and its label.

    What is not written on a site comes from the site above it: owner, territory.
    """

    _name = "regie.site"
    _description = "Site"
    _inherit = ["mail.thread", "mail.activity.mixin", "image.mixin"]
    _order = "complete_name, id"
    _parent_store = True
    _rec_name = "complete_name"
    _rec_names_search = ["complete_name", "code"]
    _check_company_auto = True

    code = fields.Char(required=True, tracking=True, index="trigram")
    name = fields.Char(required=True, tracking=True)
    complete_name = fields.Char(
        string="Full name", compute="_compute_complete_name", store=True, recursive=True, index="trigram"
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    kind_id = fields.Many2one("regie.site.kind", required=True, index=True, ondelete="restrict", tracking=True)
    kind_icon = fields.Char(related="kind_id.icon", string="Icon of the kind")
    parent_id = fields.Many2one(
        "regie.site", string="Stands in", index=True, ondelete="restrict", check_company=True, tracking=True
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("regie.site", "parent_id", string="Sites in it")
    child_count = fields.Integer(string="Number of sites in it", compute="_compute_child_count")
    own_owner_id = fields.Many2one(
        "res.partner", string="Owner written here", tracking=True, help="Empty: the owner of the site above."
    )
    owner_id = fields.Many2one(
        "res.partner",
        compute="_compute_owner_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="Landlord, town or condominium: written here or on a site above.",
    )
    own_territory_id = fields.Many2one(
        "regie.territory", string="Territory written here", help="Empty: the territory of the site above."
    )
    territory_id = fields.Many2one(
        "regie.territory",
        compute="_compute_territory_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="Priority neighbourhood or other territory: written here or on a site above.",
    )
    contact_ids = fields.Many2many("res.partner", "regie_site_contact_rel", string="Contacts")
    street = fields.Char()
    zip = fields.Char(string="Postcode")
    city = fields.Char()
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    map_url = fields.Char(
        string="Map", compute="_compute_map_url", recursive=True, help="Of the site, or of the site above it."
    )
    geofence_radius = fields.Integer(
        string="Radius (m)", default=150, help="A scan farther than this from the site is flagged, never refused."
    )
    surface = fields.Float(string="Surface (m²)", digits=(16, 2))
    housing_count = fields.Integer(string="Dwellings")
    housing_warning = fields.Char(compute="_compute_housing_warning")
    floor_count = fields.Integer(string="Floors")
    has_lift = fields.Boolean(string="Lift")
    access_note = fields.Text(
        string="Access",
        groups="regie_site.group_site_access",
        help="Codes, keys, who opens. Read by those who work there, never printed nor shown to the public.",
    )
    public_notice = fields.Html(
        string="Notice to residents", help="Shown to whoever scans the label: works under way, days of collection."
    )
    biowaste_solution = fields.Selection(
        [
            ("none", "None"),
            ("terminal", "Terminal"),
            ("bin", "Bin"),
            ("compost", "Compost"),
            ("collection", "Collection"),
        ],
        string="Biowaste",
        help="How residents sort their biowaste (obligation since 1 January 2024).",
    )
    qr_token = fields.Char(
        string="Label", required=True, readonly=True, copy=False, default=lambda self: secrets.token_hex(16)
    )
    qr_url = fields.Char(string="Address of the label", compute="_compute_qr_url")

    _code_uniq = models.UniqueIndex("(code, company_id)", "Another site already bears this code. (E-SITE-03)")
    _qr_uniq = models.UniqueIndex("(qr_token)", "Another site already bears this label.")
    _coordinates = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        "The coordinates of the site are not on the earth. (E-SITE-04)",
    )
    _sizes_positive = models.Constraint(
        "CHECK (geofence_radius > 0 AND surface >= 0 AND housing_count >= 0 AND floor_count >= 0)",
        "A radius, a surface or a number is not negative.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for site in self:
            above = site.parent_id.complete_name
            site.complete_name = f"{above} / {site.name}" if above else site.name

    @api.depends("child_ids")
    def _compute_child_count(self):
        counts = dict(self._read_group([("parent_id", "in", self.ids)], ["parent_id"], ["__count"]))
        for site in self:
            site.child_count = counts.get(site, 0)

    @api.depends("own_owner_id", "parent_id.owner_id")
    def _compute_owner_id(self):
        for site in self:
            site.owner_id = site.own_owner_id or site.parent_id.owner_id

    @api.depends("own_territory_id", "parent_id.territory_id")
    def _compute_territory_id(self):
        for site in self:
            site.territory_id = site.own_territory_id or site.parent_id.territory_id

    @api.depends("housing_count", "child_ids.housing_count")
    def _compute_housing_warning(self):
        for site in self:
            counts = site.child_ids.mapped("housing_count")
            total = sum(counts) if all(counts) else 0
            site.housing_warning = (
                site.housing_count
                and total > site.housing_count
                and self.env._(
                    "The sites in it have %(total)s dwellings, more than the %(count)s written here.",
                    total=total,
                    count=site.housing_count,
                )
            )

    @api.depends("qr_token")
    def _compute_qr_url(self):
        for site in self:
            site.qr_url = f"{site.get_base_url()}/regie/s/{site.qr_token}"

    @api.depends("latitude", "longitude", "parent_id.map_url")
    def _compute_map_url(self):
        for site in self:
            # a link that the reader may follow: nothing is asked from an outside service
            place = f"{site.latitude:.6f}/{site.longitude:.6f}"
            own = site.latitude or site.longitude
            site.map_url = own and f"https://www.openstreetmap.org/#map=19/{place}" or site.parent_id.map_url

    @api.constrains("parent_id", "kind_id")
    def _check_kind_of_parent(self):
        for site in self | self.child_ids:
            allowed = site.kind_id.parent_kind_ids
            if site.parent_id and site.parent_id.kind_id not in allowed:
                raise ValidationError(
                    self.env._(
                        "A site of the kind “%(kind)s” does not stand under a site of the kind “%(parent)s”: %(site)s."
                        " (E-SITE-02)",
                        kind=site.kind_id.name,
                        parent=site.parent_id.kind_id.name,
                        site=site.name,
                    )
                )
            if not site.parent_id and not site.kind_id.is_root:
                raise ValidationError(
                    self.env._(
                        "A site of the kind “%(kind)s” stands in another one: say where %(site)s is. (E-SITE-02)",
                        kind=site.kind_id.name,
                        site=site.name,
                    )
                )

    def write(self, vals):
        """Refuse to put a site in itself or in what stands in it, before the tree is computed again. (E-SITE-01)"""
        if vals.get("parent_id"):
            above = {int(number) for number in self.browse(vals["parent_id"]).parent_path.split("/")[:-1]}
            if loop := self.filtered(lambda site: site.id in above)[:1]:
                raise ValidationError(
                    self.env._("A site does not stand in itself: %(site)s. (E-SITE-01)", site=loop.name)
                )
        return super().write(vals)

    def action_renew_label(self):
        """Give the site a new label: the address on the old one is no longer found."""
        for site in self:
            site.qr_token = secrets.token_hex(16)
            site.message_post(body=self.env._("The label was renewed: print it and replace the old one."))

    def action_view_children(self):
        """Open the sites that stand in this one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_site.regie_site_action")
        return dict(
            action, domain=[("id", "child_of", self.id), ("id", "!=", self.id)], context={"default_parent_id": self.id}
        )
