import re

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

TOKEN = re.compile(r"[0-9a-f]{32}")


class RegieIntervention(models.Model):
    """The proofs of a pass: photos, scan of the label, checklist ticked, what was seen on the way."""

    _inherit = "regie.intervention"

    proof_ids = fields.One2many("regie.intervention.proof", "intervention_id", string="Proofs", copy=False)
    check_ids = fields.One2many("regie.intervention.check", "intervention_id", string="Checklist", copy=False)
    proof_count = fields.Integer(string="Number of proofs", compute="_compute_proof_count")
    is_far = fields.Boolean(
        string="Proof far from the site",
        compute="_compute_is_far",
        search="_search_is_far",
        help="A proof was taken out of the radius of the site. It blocks nothing; look at the reason.",
    )

    @api.depends("proof_ids")
    def _compute_proof_count(self):
        counts = dict(
            self.env["regie.intervention.proof"]._read_group(
                [("intervention_id", "in", self.ids)], ["intervention_id"], ["__count"]
            )
        )
        for one in self:
            one.proof_count = counts.get(one, 0)

    @api.depends("proof_ids.geo_state")
    def _compute_is_far(self):
        far = self.env["regie.intervention.proof"]._read_group(
            [("intervention_id", "in", self.ids), ("geo_state", "=", "outside")], ["intervention_id"]
        )
        far = {one.id for (one,) in far}
        for one in self:
            one.is_far = one.id in far

    def _search_is_far(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("proof_ids", "any" if True in value else "not any", [("geo_state", "=", "outside")])]

    def unlink(self):
        """Delete the passes with the files of their proofs, which the database alone would leave behind."""
        self.proof_ids.unlink()
        return super().unlink()

    def _scan(self, address, **vals):
        """Keep the scan of a label as a proof: that of the site of the pass, or of a site above it.

        :param address: what the label says, an address that ends with its token, or the token
        :param vals: position, device_time, client_uid of the proof
        :raise UserError: E-PROOF-03 when the label is that of another place
        """
        self.ensure_one()
        found = TOKEN.findall(address or "")
        # sudo: the label is that of a wall; the pass itself is read with the rights of the user
        label = self.env["regie.site"].sudo().search([("qr_token", "=", found[-1] if found else "")], limit=1)
        if not label or not self.site_id.sudo().parent_path.startswith(label.parent_path):
            raise UserError(
                self.env._(
                    "This label is not that of %(site)s: go to the site of this pass and scan its label, or say why you"
                    " cannot. (E-PROOF-03)",
                    site=self.site_id.name,
                )
            )
        return self.env["regie.intervention.proof"].create({"intervention_id": self.id, "kind": "scan", **vals})

    def _tick(self, results):
        """Tick lines of the checklist; ticked again, a line takes the last answer.

        :param results: ``{id of the line of the service: "done" | "fault"}``
        """
        self.ensure_one()
        self._check_proofs_open()
        allowed = set(self.service_type_id.check_ids.ids)
        results = {line: result for line, result in results.items() if line in allowed}
        known = {check.check_id.id: check for check in self.check_ids}
        for line in results.keys() & known.keys():
            if known[line].result != results[line]:
                known[line].result = results[line]
        self.write(
            {
                "check_ids": [
                    Command.create({"check_id": line, "result": result})
                    for line, result in results.items()
                    if line not in known
                ]
            }
        )

    @api.model
    def _get_anomaly_kinds(self):
        """What the phone offers to report on the way, as ``[{key, name, pictogram}]``: hook of the reports addon."""
        return [
            {"key": "light", "name": self.env._("Light out"), "pictogram": "💡"},
            {"key": "leak", "name": self.env._("Water leak"), "pictogram": "💧"},
            {"key": "lift", "name": self.env._("Lift stopped"), "pictogram": "🛗"},
            {"key": "door", "name": self.env._("Door or lock"), "pictogram": "🚪"},
            {"key": "dumping", "name": self.env._("Bulky waste"), "pictogram": "🛋️"},
            {"key": "other", "name": self.env._("Something else"), "pictogram": "❗"},
        ]

    def _report_anomaly(self, key, pictures, **vals):
        """Keep what was seen on the way: hook of the reports addon, which makes a report of it.

        Without that addon, it is written in the notes of the pass, with its pictures among the proofs.

        :param key: of one of ``_get_anomaly_kinds``
        :param pictures: base64
        :param vals: position, device_time, client_uid
        :return: the record that keeps it
        """
        self.ensure_one()
        names = {kind["key"]: f"{kind['pictogram']} {kind['name']}" for kind in self._get_anomaly_kinds()}
        self.note = "\n".join(filter(None, [self.note, names.get(key, names["other"])]))
        uid = vals.pop("client_uid", None)
        self.env["regie.intervention.proof"].create(
            [
                {
                    "intervention_id": self.id,
                    "kind": "document",
                    "image": picture,
                    "client_uid": f"{uid}-{number}" if uid else False,
                    **vals,
                }
                for number, picture in enumerate(pictures)
            ]
        )
        return self

    def _check_proofs_open(self):
        """Raise UserError when a pass takes no more proof: invoiced (E-INT-05) or validated (E-INT-08)."""
        self._check_not_invoiced()
        if validated := self.filtered("date_validated")[:1]:
            raise UserError(self._get_validated_message(validated))

    def _get_validated_message(self, one):
        return self.env._("%s is validated: the director reopens it before it changes. (E-INT-08)", one.display_name)

    def _get_located_site(self):
        """The site of the pass, or the nearest one above it whose position is known; empty when none is."""
        site = self.site_id
        while site and not (site.latitude or site.longitude):
            site = site.parent_id
        return site
