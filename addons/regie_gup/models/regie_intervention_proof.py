import base64
import binascii

from PIL import WebPImagePlugin  # noqa: F401 - Odoo loads its own list of formats, without this one

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.regie_base.tools import photo

from ..tools import geo

MAX_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
#: Side and quality tried in turn until the picture weighs less than TARGET_BYTES.
SIZES = ((1280, 72), (1280, 55), (1024, 50), (800, 45))
TARGET_BYTES = 100_000
#: Deduced by the server and never taken from who sends: a proof that says itself where it was taken proves nothing.
DEDUCED = frozenset(("captured_at", "distance", "geo_state", "user_id", "attachment_id", "company_id"))
POSITION = ("latitude", "longitude", "accuracy", "distance")


class RegieInterventionProof(models.Model):
    """What proves that a pass was done: photo, scan of the label, signature. Domain: gup_services.md, 1.7.

    The position is that of the moment of the proof, never a track of the person, and is erased after some weeks.
    """

    _name = "regie.intervention.proof"
    _description = "Proof of a pass"
    _inherit = ["regie.fact.defaults"]
    _order = "captured_at, id"
    _rec_name = "kind"

    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="intervention_id.company_id", store=True, precompute=True)
    kind = fields.Selection(
        [
            ("photo_before", "Photo before"),
            ("photo_after", "Photo after"),
            ("scan", "Scan of the label"),
            ("signature", "Signature"),
            ("document", "Document"),
        ],
        required=True,
        default="photo_after",
    )
    image = fields.Binary(
        string="Picture",
        compute="_compute_image",
        readonly=False,
        help="No face, no number plate, no name on a door. Its place and its date are taken out of the file.",
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, index="btree_not_null", ondelete="restrict", copy=False
    )
    signed_name = fields.Char(string="Name of who signs")
    captured_at = fields.Datetime(
        string="Received at", required=True, readonly=True, default=fields.Datetime.now, help="Time of the server."
    )
    device_time = fields.Datetime(
        string="Time of the phone", help="As the phone says it: kept for information, never trusted."
    )
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    accuracy = fields.Float(string="Accuracy (m)", digits=(8, 1))
    distance = fields.Integer(string="Distance (m)", readonly=True, help="From the site, in a straight line.")
    geo_state = fields.Selection(
        [("inside", "On the site"), ("outside", "Far from the site"), ("no_gps", "Position unknown")],
        string="Place",
        required=True,
        readonly=True,
        default="no_gps",
        help="Far from the site blocks nothing: it is shown, and a reason is asked for.",
    )
    far_reason_id = fields.Many2one(
        "regie.intervention.reason", string="Why far", ondelete="restrict", domain="[('kind', '=', 'far')]"
    )
    user_id = fields.Many2one("res.users", string="Taken by", readonly=True, default=lambda self: self.env.uid)
    client_uid = fields.Char(readonly=True, copy=False, help="Number given by the phone: the same one counts once.")

    _client_uid_uniq = models.UniqueIndex("(client_uid) WHERE client_uid IS NOT NULL", "This proof is already here.")
    _received_at = models.Index("(captured_at)")
    _signature_named = models.Constraint(
        "CHECK (kind <> 'signature' OR signed_name <> '')", "A signature goes with the name of who signs."
    )

    @api.depends("attachment_id")
    def _compute_image(self):
        for proof in self:
            # sudo: who reads the proof reads its picture; the file itself is private
            proof.image = proof.sudo().attachment_id.datas

    @api.model_create_multi
    def create(self, vals_list):
        """Create proofs: pictures cleaned, place judged by the server.

        :raise ValidationError: E-PROOF-01 when a file is no picture of the accepted kinds and size
        :raise UserError: E-PROOF-02 when somebody writes what the server deduces, E-INT-05, E-INT-08
        """
        for vals in vals_list:
            if not self.env.su and DEDUCED & vals.keys():
                raise UserError(self._get_deduced_message())
        pictures = [self._clean_picture(vals.get("image")) for vals in vals_list]
        proofs = super().create([{key: vals[key] for key in vals if key != "image"} for vals in vals_list])
        proofs.intervention_id._check_proofs_open()
        proofs._attach(pictures)
        proofs._judge_place()
        return proofs

    def write(self, vals):
        """Only the reason of a distance is added to a proof.

        :raise UserError: E-PROOF-02
        """
        if not self.env.su and vals.keys() - {"far_reason_id"}:
            raise UserError(self._get_deduced_message())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self.intervention_id._check_proofs_open()

    def _get_deduced_message(self):
        return self.env._(
            "A proof is not rewritten: its place, its time and its picture are those of the moment when it was taken."
            " Delete it and take another one. (E-PROOF-02)"
        )

    @api.model
    def _clean_picture(self, content):
        """The picture as light JPEG bytes without metadata; nothing when there is none.

        :param content: base64
        :raise ValidationError: E-PROOF-01
        """
        if not content:
            return b""
        try:
            raw = base64.b64decode(content, validate=True)
            if len(raw) > MAX_BYTES:
                raise photo.WrongPictureError
            for side, quality in SIZES:
                picture = photo.clean(raw, formats=FORMATS, side=side, quality=quality)
                if len(picture) <= TARGET_BYTES:
                    break
        except (photo.WrongPictureError, binascii.Error) as error:
            raise ValidationError(
                self.env._("File refused: a picture JPEG, PNG or WebP of 8 MB at most. (E-PROOF-01)")
            ) from error
        return picture

    def _attach(self, pictures):
        """Keep the pictures as private files of the proofs; Odoo keeps twice the same bytes once."""
        with_picture = [(proof, picture) for proof, picture in zip(self, pictures, strict=True) if picture]
        # sudo: the file of a proof is written with it and by nothing else
        files = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": f"{proof.kind}_{proof.id}.jpg",
                        "raw": picture,
                        "mimetype": "image/jpeg",
                        "res_model": self._name,
                        "res_id": proof.id,
                        "public": False,
                    }
                    for proof, picture in with_picture
                ]
            )
        )
        for (proof, _picture), file in zip(with_picture, files, strict=True):
            proof.sudo().attachment_id = file

    def _judge_place(self):
        """Write how far from the site the proofs were taken, and whether that is inside of its radius."""
        for proof in self.sudo():  # sudo: deduced, refused by hand
            place = proof.intervention_id._get_located_site()
            if not (proof.latitude or proof.longitude) or not place:
                proof.geo_state = "no_gps"
                continue
            metres = geo.distance(proof.latitude, proof.longitude, place.latitude, place.longitude)
            proof.write(
                {"distance": metres, "geo_state": geo.locate(metres, place.geofence_radius, proof.accuracy or 0)}
            )

    @api.model
    def _cron_forget_positions(self):
        """Erase the positions after the days of the parameter: only inside, outside or unknown is kept."""
        days = int(self.env["regie.parameter"].get("proof_position_days", fields.Date.today()))
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        old = self.search([("captured_at", "<", limit), ("latitude", "!=", False)])
        old.write(dict.fromkeys(POSITION, False))
