import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .hr_version import GROUP_SOCIAL
from .res_partner_prescriber import GROUP_SUPPORT

_FT_IDENTIFIER = re.compile(r"\d{7}[0-9A-Za-z]|\d{11}")
# Codes of the ASP: the key is what the State reads.
EDUCATION_LEVELS = [
    ("00", "00 Non-certifying qualifications"),
    ("01", "01 Never went to school"),
    ("10", "10 Postgraduate or engineering school"),
    ("20", "20 Bachelor's level (licence)"),
    ("30", "30 BTS or DUT level"),
    ("40", "40 Baccalauréat level"),
    ("41", "41 BT or vocational baccalauréat"),
    ("50", "50 BEP or CAP level"),
    ("51", "51 BEP or CAP obtained"),
    ("60", "60 Short training of a year"),
    ("70", "70 No training after compulsory school"),
]
SINCE = [("01", "Less than 6 months"), ("02", "6 to 11 months"), ("03", "12 to 23 months"), ("04", "24 months or more")]


class RegieInsertionPathway(models.Model):
    """Pathway with the situation of the person on entry, in the words and codes of the State.

    What tells of health, justice, childhood, asylum or housing is for social support only.
    """

    _name = "regie.insertion.pathway"
    _inherit = ["regie.insertion.pathway", "regie.iae.prescribed"]

    orienteur_id = fields.Many2one(
        "regie.iae.orienteur", ondelete="restrict", index="btree_not_null", groups=GROUP_SUPPORT
    )
    orienteur_label = fields.Char(
        string="Sent by",
        compute="_compute_orienteur_label",
        groups=GROUP_SOCIAL,
        help="“Other” stands for a sensitive one.",
    )
    referent_id = fields.Many2one(
        "res.partner",
        string="Référent unique",
        ondelete="restrict",
        index="btree_not_null",
        groups=GROUP_SOCIAL,
        help="Who follows the person on RSA, apart from the orienteur and the prescriber.",
    )
    education_level = fields.Selection(EDUCATION_LEVELS, groups=GROUP_SOCIAL)
    was_employed = fields.Boolean(string="In a job on entry", groups=GROUP_SOCIAL)
    previous_employer_type = fields.Selection(
        [(code, f"Code {code}") for code in ("01", "02", "03", "04", "05", "06", "07")],
        groups=GROUP_SOCIAL,
        help="Code of the ASP for the employer before, from 01 to 07.",
    )
    without_job_since = fields.Selection(SINCE, groups=GROUP_SOCIAL)
    has_no_resources = fields.Boolean(string="Without resources", groups=GROUP_SOCIAL)
    ft_registered_since = fields.Selection(
        SINCE, string="Registered at France Travail", groups=GROUP_SOCIAL, help="Empty: not registered."
    )
    ft_identifier = fields.Char(
        string="France Travail identifier",
        groups=GROUP_SOCIAL,
        help="Seven digits and a digit or letter, or eleven digits.",
    )
    rsa = fields.Selection(
        [("NON", "No"), ("OUI-M", "Yes, increased rate"), ("OUI-NM", "Yes, ordinary rate")],
        string="RSA",
        groups=GROUP_SOCIAL,
    )
    rsa_since = fields.Selection(SINCE, string="RSA since", groups=GROUP_SOCIAL)
    has_ass = fields.Boolean(string="ASS", groups=GROUP_SOCIAL)
    ass_since = fields.Selection(SINCE, string="ASS since", groups=GROUP_SOCIAL)
    has_are = fields.Boolean(string="ARE", groups=GROUP_SOCIAL)
    has_activity_bonus = fields.Boolean(string="Prime d'activité", groups=GROUP_SOCIAL)
    has_language_problem = fields.Boolean(string="Command of French", groups=GROUP_SOCIAL)
    has_mobility_problem = fields.Boolean(string="Mobility", groups=GROUP_SOCIAL)
    is_single_parent = fields.Boolean(string="Single parent", groups=GROUP_SOCIAL)

    has_aah = fields.Boolean(string="AAH", groups=GROUP_SUPPORT)
    aah_since = fields.Selection(SINCE, string="AAH since", groups=GROUP_SUPPORT)
    is_rqth = fields.Boolean(string="RQTH", groups=GROUP_SUPPORT)
    is_oeth = fields.Boolean(string="OETH", groups=GROUP_SUPPORT, help="Counts in the duty to employ disabled workers.")
    is_ase_leaver = fields.Boolean(string="Care leaver (ASE)", groups=GROUP_SUPPORT)
    is_housing_unstable = fields.Boolean(string="Housing", groups=GROUP_SUPPORT, help="Without a home, or hosted.")
    is_refugee = fields.Boolean(string="Refugee or asylum seeker", groups=GROUP_SUPPORT)
    is_detention_leaver = fields.Boolean(
        string="Detention leaver", groups=GROUP_SUPPORT, help="The code of the State, never a fact nor a sentence."
    )

    @api.depends("orienteur_id")
    @api.depends_context("uid", "lang")
    def _compute_orienteur_label(self):
        open_to_all = self.env.user.has_group(GROUP_SUPPORT)
        for pathway in self:
            # sudo: the value is masked right after, for whoever may not read it
            orienteur = pathway.sudo().orienteur_id
            if orienteur.is_sensitive and not open_to_all:
                orienteur = self.env.ref("regie_insertion.orienteur_99").sudo()
            pathway.orienteur_label = orienteur.name or False

    @api.constrains("ft_identifier")
    def _check_ft_identifier(self):
        """INS-I05."""
        for pathway in self.sudo().filtered("ft_identifier"):
            if not _FT_IDENTIFIER.fullmatch(pathway.ft_identifier.strip()):
                raise ValidationError(self.env._("The format of the France Travail identifier is not valid. (INS-I05)"))

    @api.onchange("shown_prescriber_id")
    def _onchange_shown_prescriber_id(self):
        """The kind of prescriber proposes the code of the orienteur, to whoever may read it."""
        if self.env.user.has_group(GROUP_SUPPORT) and self.shown_prescriber_id and not self.orienteur_id:
            self.orienteur_id = self.shown_prescriber_id.prescriber_kind_id.orienteur_id
