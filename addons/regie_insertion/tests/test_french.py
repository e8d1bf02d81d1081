import re

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open
from odoo.tools.translate import PoFileReader

# The sentences that people must read, {} for what the rule fills in.
SENTENCES = {
    "INS-A01": "Numéro d'AF vide ou trop court",
    "INS-A02": "Suffixe de numéro d'AF incorrect.",
    "INS-A03": "Préfixe de numéro d'AF incorrect.",
    "INS-A04": "Le numéro d'annexe ne correspond pas au type de la convention ({}).",
    "INS-A05": "La période chevauche une autre annexe financière active.",
    "INS-A06": "La convention ne peut excéder {} ans.",
    "INS-A07": "La modulation doit être comprise entre 0 et {} %.",
    "INS-I02": "Le numéro de sécurité sociale est trop long (15 caractères autorisés).",
    "INS-I03": "Le numéro de sécurité sociale est trop court (15 caractères autorisés).",
    "INS-I04": "Ce numéro n'est pas valide.",
    "INS-I06": "La personne doit avoir plus de {} ans.",
    "INS-I07": "La personne doit avoir moins de {} ans.",
    "INS-N01": "Le numéro de PASS IAE doit comporter 12 caractères alphanumériques.",
    "INS-N02": "La date de fin doit être postérieure à la date de début.",
    "INS-N03": "Un agrément dans le futur ou en cours de validité existe déjà pour {}.",
    "INS-N04": "Délai de carence en cours jusqu'au {} : un prescripteur habilité est requis.",
    "INS-S01": "La date de fin de la suspension est obligatoire.",
    "INS-S02": "La date de fin doit être postérieure à la date de début.",
    "INS-S03": "La durée totale ne peut excéder {} mois. Date de fin maximum: {}.",
    "INS-S04": "La suspension ne peut pas commencer en dehors des limites du PASS IAE {} - {}.",
    "INS-S05": "La date de début minimum est : {}.",
    "INS-S06": "La période chevauche une suspension existante pour ce PASS IAE.",
    "INS-S07": "Une suspension ne peut pas commencer dans le futur.",
    "INS-S08": "Le motif « {} » est réservé aux {}.",
    "INS-R01": "La durée minimale doit être d'au moins un jour.",
    "INS-R02": "La durée totale est trop longue pour le motif « {} ». Date de fin maximum : {}.",
    "INS-R03": "Le motif « {} » est réservé aux {}.",
    "INS-R04": "La date de début doit être la même que la date de fin du PASS IAE « {} ».",
    "INS-R05": "La période chevauche une prolongation existante pour ce PASS IAE.",
    "INS-R06": "Une demande de prolongation à traiter existe déjà pour ce PASS IAE",
    "INS-R07": "Cet utilisateur n'est pas un prescripteur habilité.",
    "INS-R08": "La prolongation n'est possible que du {} au {}.",
    "INS-R09": "Un PASS IAE suspendu ne peut pas être prolongé.",
    "INS-D01": "Critères insuffisants : 1 critère de niveau 1 ou {} critères de niveau 2 requis pour une {}.",
    "INS-D02": "{} et {} sont exclusifs.",
    "INS-D03": "Le critère « {} » ne correspond pas à la date de naissance.",
    "INS-D04": "Le justificatif « {} » date de plus de {} mois.",
    "INS-D05": "Le diagnostic d'éligibilité a expiré le {}.",
    "INS-F01": "Une fiche salarié pour ce PASS IAE et cette SIAE existe déjà",
    "INS-F02": "L'embauche n'est pas reliée à un PASS IAE",
    "INS-F03": "La structure actuelle ne dispose d'aucune convention",
    "INS-I01": "Le numéro SIRET doit être composé de 14 chiffres.",
    "INS-I05": "Le format de l’identifiant France Travail est invalide.",
    "INS-I08": "Le code postal doit être composé de 5 chiffres.",
    "INS-C01": "Un CDDI ne peut être inférieur à {} mois (hors aménagement de peine).",
    "INS-C02": "La durée totale des CDDI ne peut excéder {} mois sans dérogation (fin maximum : {}).",
    "INS-C03": "La durée hebdomadaire ne peut être inférieure à {} heures sans dérogation.",
    "INS-C04": "La durée hebdomadaire ne peut dépasser {} heures.",
    "INS-C05": "Le contrat doit débuter sur la période couverte par le PASS IAE.",
    "INS-C06": "La date de fin du contrat doit être postérieure à la date de début.",
    "INS-C07": "Dérogation : décision d'un an au plus, 60 mois au total.",
    "INS-C08": "Le CDI inclusion est réservé aux salariés de {} ans et plus.",
    "INS-C09": "Le CDI inclusion suppose {} mois de parcours (possible à partir du {}).",
    "INS-C10": "Le quota de CDI inclusion ({} ETP) serait dépassé.",
    "INS-C12": "Cette dérogation est réservée aux ACI et AI.",
    "INS-C11": "Le contrat chevauche un autre contrat du salarié.",
    "INS-M01": "Un état mensuel existe déjà pour cette annexe et ce mois.",
    "INS-M02": "Le total des heures des lignes ({}) ne correspond pas au total déclaré ({}).",
    "INS-M03": "Le nombre d'heures est invalide pour {}.",
    "INS-M04": "{} n'a pas de contrat sur {}.",
    "INS-M05": "La date et le motif de sortie doivent être renseignés ensemble.",
    "INS-M07": "{} n'a pas de PASS IAE valide en {}.",
    "INS-M06": "Cet état mensuel est transmis : créez une version rectificative.",
    "INS-M08": "Aucune annexe financière active pour {}.",
    "INS-L02": "{} n'est plus éligible à la clause depuis le {}.",
}


@tagged("post_install", "-at_install")
class TestFrench(BaseCase):
    """The rules speak French with the very sentences of the domain."""

    def test_rules_say_the_sentences_of_the_domain(self):
        said = {}
        with file_open("regie_insertion/i18n/fr.po", "rb") as file:
            for row in PoFileReader(file):
                if match := re.fullmatch(r"(.*) \((INS-\w\d\d)\)", row["value"] or "", re.DOTALL):
                    said.setdefault(match[2], set()).add(re.sub(r"%\(\w+\)s", "{}", match[1]).replace("%%", "%"))
        for code, sentence in SENTENCES.items():
            with self.subTest(code=code):
                self.assertIn(sentence, said.get(code, ()))
