from odoo import api, models
from odoo.fields import Domain
from odoo.tools import escape_psql

# What a régie writes on top of its columns; the first name is that of the documentation
COLUMNS = {
    "last_name": ("nom",),
    "first_name": ("prenom",),
    "college": ("college",),
    "body": ("organisme", "structure", "raison_sociale", "personne_morale"),
    "email": ("e_mail", "email", "mail", "courriel"),
    "phone": ("telephone", "tel", "portable"),
    "street": ("adresse", "rue"),
    "zip": ("code_postal", "cp"),
    "city": ("ville", "commune"),
    "date_start": ("adhesion", "date_d_adhesion", "date_adhesion", "adherent_depuis", "adhesion_le"),
    "amount": ("cotisation", "montant", "montant_cotisation"),
    "date_paid": ("cotisation_payee_le", "cotisation_payee", "payee_le", "date_de_paiement"),
    "designation_body": ("instance", "instance_de_designation"),
    "designation_date": ("designation", "designe_le", "date_de_designation"),
}
REQUIRED = ("last_name", "first_name", "college")
ADDRESS = ("phone", "street", "zip", "city")


class RegieImportMembers(models.AbstractModel):
    """The list of the members as a régie keeps it: one row per member, with the fee paid this year.

    A known person is found by e-mail, else by name; the same file twice adds nothing, and a new payment of a known
    member is added alone.
    """

    _name = "regie.import.members"
    _inherit = "regie.import.reader"
    _description = "Reader of the list of members"

    _import_label = "members"
    _import_columns = frozenset({"nom", "prenom", "college"})
    _import_sequence = 20

    @api.model
    def _get_label(self):
        """Return the name of this kind of file in the reader's language."""
        return self.env._("Members and their fees")

    @api.model
    def _find_columns(self, headers):
        """Return {field: title of its column in this file}."""
        found = {name: next((title for title in titles if title in headers), None) for name, titles in COLUMNS.items()}
        return {name: title for name, title in found.items() if title}

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Read the cells, find who is known, and leave alone what is already in the register."""
        if not rows:
            return
        columns = self._find_columns(rows[0].cells)
        colleges = self._get_colleges(wizard.company_id)
        for row in rows:
            self._read_row(row, columns, colleges)
        good = [row for row in rows if row.is_good]
        known = self._get_known_people(good)
        seen = {}
        for row in good:
            key = self._get_key(row.values)
            if key in seen:
                row.refuse(
                    self.env._("This member is on line %(line)s already. (MBR-02)", line=seen[key]),
                    self.env._("Keep one row per member."),
                )
            seen.setdefault(key, row.number)
            row.values["partner"] = known.get(key, self.env["res.partner"])
        self._compare([row for row in good if row.is_good], wizard.company_id)

    def _read_row(self, row, columns, colleges):
        """Give a row its values, or refuse it: MBR-01 unknown college, IMP-01 to 03 for a bad cell."""
        for name in REQUIRED:
            self._get_text(row, columns[name])
        normalise = self.env["regie.import.wizard"]._normalise
        values = {name: row.cells.get(columns.get(name), "").strip() for name in COLUMNS}
        for name in ("date_start", "date_paid", "designation_date"):
            values[name] = self._get_date(row, columns[name], required=False) if name in columns else None
        amount = self._get_decimal(row, columns["amount"], required=False) if "amount" in columns else None
        values["amount"] = None if amount is None else float(amount)
        college = colleges.get(normalise(values["college"]))
        if row.is_good and not college:
            row.refuse(
                self.env._("“%(text)s” is not a college known here. (MBR-01)", text=values["college"]),
                self.env._("Use one of: %(colleges)s.", colleges=", ".join(sorted(colleges)).upper()),
            )
        if row.is_good and not values["date_start"] and not values["date_paid"]:
            row.refuse(
                self.env._("Nothing says since when this person is a member. (MBR-03)"),
                self.env._("Fill in the column “adhésion”."),
            )
        values["college"] = college
        row.values = values

    def _get_colleges(self, company):
        """Return the colleges of a régie by their code and by their name."""
        normalise = self.env["regie.import.wizard"]._normalise
        colleges = self.env["regie.college"].search([("company_id", "in", [False, company.id])])
        return {normalise(college.name): college for college in colleges} | {
            normalise(college.code): college for college in colleges
        }

    def _get_key(self, values):
        """Return what tells two members apart: the organisation, else the e-mail, else the name."""
        normalise = self.env["regie.import.wizard"]._normalise
        if values["body"]:
            return ("body", normalise(values["body"]))
        if values["email"]:
            return ("email", values["email"].lower())
        return ("name", normalise(f"{values['first_name']} {values['last_name']}"))

    def _get_known_people(self, rows):
        """Return {key: partner} of the people and organisations of the file that are known; two queries for all."""
        normalise = self.env["regie.import.wizard"]._normalise
        emails = [row.values["email"] for row in rows if row.values["email"] and not row.values["body"]]
        names = [
            row.values["body"] or f"{row.values['first_name']} {row.values['last_name']}"
            for row in rows
            if row.values["body"] or not row.values["email"]
        ]
        same = Domain.OR(Domain("name", "=ilike", escape_psql(name)) for name in names)
        same |= Domain.OR(Domain("email", "=ilike", escape_psql(email)) for email in emails)
        known = {}
        for partner in self.env["res.partner"].search(same, order="id desc"):
            if partner.is_company:
                known["body", normalise(partner.name)] = partner
            else:
                known["name", normalise(partner.name)] = partner
                if partner.email:
                    known["email", partner.email.lower()] = partner
        return known

    def _compare(self, rows, company):
        """Keep of a known member only what its row adds: the membership, the payment of a year."""
        partners = self.env["res.partner"].union(*(row.values["partner"] for row in rows))
        members = self.env["regie.membership"].search(
            [("partner_id", "in", partners.ids), ("company_id", "=", company.id), ("date_end", "=", False)]
        )
        by_key = {(member.partner_id, member.college_id): member for member in members}
        years = self._get_years(company, {row.values["date_paid"] for row in rows} - {None})
        for row in rows:
            values = row.values
            member = by_key.get((values["partner"], values["college"]), members.browse())
            values.update(member=member, year=years.get(values["date_paid"]))
            paid = member.fee_ids.filtered(lambda fee, year=values["year"]: fee.year == year and fee.date_paid)
            if member and (paid or not values["date_paid"]):
                row.already_known(self.env._("This member is already in the register, with this payment."))

    def _get_years(self, company, dates):
        """Return {date: fee year} by the statutes of each date."""
        statutes = self.env["regie.statutes"]
        return {
            date: statutes._get_in_force(company, date, raise_if_missing=False)._get_fee_year(date) for date in dates
        }

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the people, then their memberships, then the payments, each in one batch."""
        company = wizard.company_id
        new = [row for row in rows if not row.values["partner"]]
        created = self.env["res.partner"].create([self._prepare_partner_vals(row.values) for row in new])
        partners = {row.number: row.values["partner"] for row in rows} | {
            row.number: partner for row, partner in zip(new, created, strict=True)
        }
        joining = [row for row in rows if not row.values["member"]]
        vals_list = [self._prepare_member_vals(row.values, partners[row.number], company) for row in joining]
        joined = self.env["regie.membership"].create(vals_list)
        members = {row.number: row.values["member"] for row in rows} | {
            row.number: member for row, member in zip(joining, joined, strict=True)
        }
        self._load_fees([(members[row.number], row.values) for row in rows if row.values["date_paid"]])

    def _prepare_partner_vals(self, values):
        """Return the values of a new member: the organisation when the row names one, else the person."""
        address = {name: values[name] for name in ADDRESS if values[name]}
        if values["body"]:
            return {"name": values["body"], "is_company": True, **address}
        name = f"{values['first_name']} {values['last_name']}"
        return {"name": name, "email": values["email"] or False, **address}

    def _prepare_member_vals(self, values, partner, company):
        """Return the values of a membership taken from the list that the régie kept."""
        start = values["date_start"] or values["date_paid"]
        representative = self.env["res.partner"]
        if partner.is_company:
            representative = self._get_representative(values, partner)
        return {
            "partner_id": partner.id,
            "college_id": values["college"].id,
            "company_id": company.id,
            "date_submitted": start,
            "date_approved": start,
            "date_start": start,
            "admission_reference": start and self.env._("List of members kept by the régie"),
            "representative_id": representative.id,
            "designation_body": values["designation_body"] or False,
            "designation_date": values["designation_date"] or False,
        }

    def _get_representative(self, values, partner):
        """Return the person of the row among the contacts of the organisation, created when new."""
        name = f"{values['first_name']} {values['last_name']}"
        normalise = self.env["regie.import.wizard"]._normalise
        known = partner.child_ids.filtered(lambda child: normalise(child.name or "") == normalise(name))[:1]
        return known or known.create({"name": name, "parent_id": partner.id, "email": values["email"] or False})

    def _load_fees(self, payments):
        """Note the payments: on the fee of the year when it was called, else on a new one."""
        new = []
        for member, values in payments:
            year = values["year"]
            fee = member.fee_ids.filtered(lambda fee, year=year: fee.year == year)
            if fee:
                fee.date_paid = values["date_paid"]
                continue
            new.append(
                {
                    "membership_id": member.id,
                    "year": year,
                    "amount": values["amount"] if values["amount"] is not None else self._get_amount(member, year),
                    "date_due": values["date_paid"],
                    "date_paid": values["date_paid"],
                }
            )
        self.env["regie.membership.fee"].create(new)

    def _get_amount(self, member, year):
        """Return what the college owed that year; GOV-019 when nobody wrote it and the file does not tell."""
        statutes = self.env["regie.statutes"]._get_in_force(
            member.company_id, member.date_start, raise_if_missing=False
        )
        amounts = self.env["regie.membership.fee.rate"]._get_amounts(
            member.company_id, statutes._get_fee_year_start(year)
        )
        member._check_amounts(amounts, year)
        return amounts[member.college_id]
