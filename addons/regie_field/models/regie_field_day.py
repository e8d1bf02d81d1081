import hashlib

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.regie_gup.models.regie_intervention_flow import PHOTOS

#: What a team leader tells of somebody who is not there, and its pictogram.
ABSENCES = {"unpaid": "❓", "sick": "🤒", "paid_leave": "🏖️", "other_paid": "🎓", "accident": "🚑"}
#: More passes than this in a day are those of an office, not of a phone.
MAX_PASSES = 150


class RegieFieldEntry(models.Model):
    """What a phone needs for a day without network: its passes, its people, its pictograms."""

    _inherit = "regie.field.entry"

    @api.model
    def _get_day(self):
        """The day of the user, as plain values: passes, crews, reasons, what may be reported."""
        passes = self._find_passes(fields.Date.context_today(self))
        # sudo: names of the crew, catalogue and sites of the passes found above with the rights of the user
        passes = passes.sudo()
        crews = passes._get_crew() if self._leads() else {}
        proofs = self._count_proofs(passes)
        return {
            "user": self.env.uid,
            "name": self.env.user.name,
            "leads": self._leads(),
            "date": fields.Date.to_string(fields.Date.context_today(self)),
            "people": {person.id: person.name for crew in crews.values() for person in crew},
            "passes": [self._prepare_pass(one, crews.get(one), proofs.get(one.id, {})) for one in passes],
            "reasons": self._get_reasons(),
            # sudo: pictograms, which an agent without any right taps too
            "anomalies": self.env["regie.intervention"].sudo()._get_anomaly_kinds(),
            "absences": self._get_absences(),
        }

    @api.model
    def _leads(self):
        return self.env.user.has_group("regie_gup.group_gup_field")

    @api.model
    def _find_passes(self, day):
        """The passes of a day that the user runs, and those that they started before and did not end."""
        mine = Domain("employee_ids.user_id", "=", self.env.uid)
        domain = Domain("date_planned", "=", day) | Domain("state", "=", "in_progress")
        domain &= Domain("date_cancelled", "=", False) & Domain("date_planned", "<=", day)
        domain &= Domain("date_planned", ">=", fields.Date.subtract(day, days=2))
        order = "date_planned, time_start, site_id, id"
        passes = self.env["regie.intervention"]
        if not self._leads():
            # sudo: an agent has no right on the passes; these name them
            return passes.sudo().search(domain & mine, order=order, limit=MAX_PASSES)
        led = Domain("department_id.leader_user_ids", "in", self.env.user.ids)
        return passes.search(domain & (mine | led | Domain("department_id", "=", False)), order=order, limit=MAX_PASSES)

    @api.model
    def _prepare_pass(self, one, crew, proofs):
        """A pass as the phone keeps it."""
        site, service, place = one.site_id, one.service_type_id, one._get_located_site()
        ticked = {check.check_id.id: check.result for check in one.check_ids}
        return {
            "id": one.id,
            "name": one.name,
            "service": service.name,
            "pictogram": service.pictogram or "🧹",
            "site": site.name,
            "path": site.complete_name,
            "address": " ".join(filter(None, [site.street or place.street, site.city or place.city])),
            "access": site.access_note or "",
            "from": one.time_start,
            "until": one.time_end,
            "minutes": one.planned_minutes,
            "state": one.state,
            "started": fields.Datetime.to_string(one.date_started) or "",
            "photos": list(PHOTOS[service.photo_rule]),
            "taken": proofs,
            "scan": service.needs_scan,
            "no_scan": bool(one.no_scan_reason_id),
            "labels": [self._hash_label(above.qr_token) for above in self._get_line_of(site)],
            "latitude": place.latitude,
            "longitude": place.longitude,
            "radius": place.geofence_radius,
            "checks": [
                {
                    "id": line.id,
                    "name": line.name,
                    "pictogram": line.pictogram or "✔️",
                    "result": ticked.get(line.id, ""),
                }
                for line in service.check_ids
            ],
            "team": one.department_id.id or 0,
            "crew": crew.ids if crew else [],
            "hours": one.hours,
        }

    @api.model
    def _hash_label(self, token):
        """What lets a phone without network know the label of a site, without being able to make it up."""
        return hashlib.sha256(token.encode()).hexdigest()[:16]

    @api.model
    def _get_line_of(self, site):
        """The site and those above it."""
        line = site
        while site.parent_id:
            site = site.parent_id
            line |= site
        return line

    @api.model
    def _count_proofs(self, passes):
        """``{id of a pass: {kind: number of proofs}}``, in one query."""
        counts = {}
        groups = (
            self.env["regie.intervention.proof"]
            .sudo(passes.env.su)
            ._read_group([("intervention_id", "in", passes.ids)], ["intervention_id", "kind"], ["__count"])
        )
        for one, kind, count in groups:
            counts.setdefault(one.id, {})[kind] = count
        return counts

    @api.model
    def _get_reasons(self):
        """Pictograms by kind of reason."""
        reasons = {}
        for reason in self.env["regie.intervention.reason"].sudo().search([]):  # sudo: pictograms, read by everybody
            row = {"key": reason.id, "name": reason.name, "pictogram": reason.pictogram or "❓"}
            reasons.setdefault(reason.kind, []).append(row)
        return reasons

    @api.model
    def _get_absences(self):
        names = dict(self.env["regie.iae.absence"]._fields["kind"]._description_selection(self.env))
        return [{"key": key, "name": names[key], "pictogram": pictogram} for key, pictogram in ABSENCES.items()]

    @api.model
    def _find_pass_of_label(self, token):
        """The pass of today that a label leads this user to: on its site, or on a site that stands in it."""
        # sudo: the label is that of a wall
        label = self.env["regie.site"].sudo().search([("qr_token", "=", token)], limit=1)
        if not label:
            return self.env["regie.intervention"]
        passes = self._find_passes(fields.Date.context_today(self)).sudo()
        return passes.filtered(lambda one: one.site_id.parent_path.startswith(label.parent_path))[:1]
