"""A month made at random with a known seed, and its totals reckoned in plain Python.

The rules are those of the trade, written a second time and without the ORM: an hour is an insertion
hour when a PASS IAE of the person covers its day (730 days, both ends included); it counts for a
clause when its worksite belongs to a lot.
"""

import csv
import datetime
import io
import random
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LOTS = (("Z-2026-001", "1"), ("Z-2026-001", "2"), ("Z-2026-002", "1"))
WORKSITES = (
    ("ZC-1", "Z-2026-001/1", "Nettoyage"),
    ("ZC-2", "Z-2026-001/2", "Espaces verts"),
    ("ZC-3", "Z-2026-002/1", "Second œuvre"),
    ("ZC-4", "", "Second œuvre"),
)


class RandomMonth:
    """Files and expected totals of the month that starts on ``first_day``."""

    def __init__(self, first_day, seed, people=40):
        self.random = random.Random(seed)
        self.first_day = first_day
        self.last_day = (first_day + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        self.people = [self._make_person(number) for number in range(1, people + 1)]
        self.hours = [row for person in self.people for row in self._make_hours(person)]

    def _make_person(self, number):
        """One person of three has no PASS; some PASS end or start within the month, on any of its days."""
        start = self.first_day - datetime.timedelta(days=self.random.randint(130, 600))
        edge = self.first_day + datetime.timedelta(days=self.random.randint(-3, 33))
        pass_start = self.random.choice(
            [
                None,
                start,
                edge - datetime.timedelta(days=729),  # its last day is the edge
                start,
                start,
            ]
        )
        if pass_start and pass_start > start:
            start = pass_start
        return {
            "matricule": f"Z{number:03}",
            "pass_start": pass_start,
            "qpv": self.random.random() < 0.6,
            "start": max(start, pass_start or start),
            "end": self.last_day + datetime.timedelta(days=40) if pass_start else None,
        }

    def _make_hours(self, person):
        """Some days of the month, on one or two worksites."""
        day = self.first_day
        while day <= self.last_day:
            if day.weekday() < 5 and self.random.random() < 0.8:
                for worksite, lot, _activity in self.random.sample(WORKSITES, self.random.randint(1, 2)):
                    yield {
                        "date": day,
                        "person": person,
                        "worksite": worksite,
                        "lot": lot,
                        "hours": Decimal(self.random.randint(1, 14)) / 4,
                    }
            day += datetime.timedelta(days=1)

    @staticmethod
    def is_insertion(row):
        """Tell whether the PASS of the person covers the day of the row."""
        pass_start = row["person"]["pass_start"]
        return bool(pass_start) and pass_start <= row["date"] <= pass_start + datetime.timedelta(days=729)

    def totals(self):
        """Return hours, insertion hours, people, ETP and clause hours by lot, as Decimals."""
        insertion = [row for row in self.hours if self.is_insertion(row)]
        by_lot, by_lot_qpv = defaultdict(Decimal), defaultdict(Decimal)
        for row in insertion:
            if row["lot"]:
                by_lot[row["lot"]] += row["hours"]
                by_lot_qpv[row["lot"]] += row["hours"] if row["person"]["qpv"] else 0
        hours = sum(row["hours"] for row in insertion)
        return {
            "lines": len(self.hours),
            "hours": sum(row["hours"] for row in self.hours),
            "insertion_hours": hours,
            "insertion_people": len({row["person"]["matricule"] for row in insertion}),
            "etp": (hours * 12 / 1820).quantize(CENT, ROUND_HALF_UP),
            "by_lot": dict(by_lot),
            "by_lot_qpv": dict(by_lot_qpv),
        }

    def files(self):
        """Return the four spreadsheets, as a French office suite saves them."""
        day = "%d/%m/%Y"
        people = [
            {
                "matricule": person["matricule"],
                "nom": f"Nom{person['matricule']}",
                "prenom": "Camille",
                "naissance": "01/02/1985",
                "sexe": "F",
                "contrat": "CDDI" if person["pass_start"] else "CDI",
                "debut": person["start"].strftime(day),
                "fin": person["end"].strftime(day) if person["end"] else "",
                "heures_hebdo": "26" if person["pass_start"] else "35",
                "pass_iae": f"99999{index:07}" if person["pass_start"] else "",
                "pass_debut": person["pass_start"].strftime(day) if person["pass_start"] else "",
                "qpv": "O" if person["qpv"] else "N",
                "equipe": "Nettoyage",
            }
            for index, person in enumerate(self.people, start=1)
        ]
        markets = [
            {
                "marche": market,
                "lot": lot,
                "objet": "Entretien",
                "acheteur": "Habitat des Tilleuls",
                "article": "L2113-13",
                "montant_ht": "50000",
                "heures_insertion": "900",
                "debut": "01/01/2026",
                "fin": "31/12/2027",
            }
            for market, lot in LOTS
        ]
        worksites = [
            {"code": code, "libelle": f"Chantier {code}", "client": "", "lot": lot, "activite": activity}
            for code, lot, activity in WORKSITES
        ]
        hours = [
            {
                "date": row["date"].strftime(day),
                "matricule": row["person"]["matricule"],
                "chantier": row["worksite"],
                "heures": str(row["hours"]).replace(".", ","),
            }
            for row in self.hours
        ]
        tables = {"salaries.csv": people, "marches.csv": markets, "chantiers.csv": worksites, "heures.csv": hours}
        return {name: self._write(rows) for name, rows in tables.items()}

    @staticmethod
    def _write(rows):
        """Write a table with semicolons and Windows line ends."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, rows[0], delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()
