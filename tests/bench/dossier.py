"""Sealing a dossier of 500 files and 200 MB, its archive and its proof, against sha256sum on the same files (W18)."""

import os
import subprocess
import tempfile

from launcher.measure import compare

from odoo import Command

FILES = 500
SIZE = 400_000


def build(env):
    """Answer a draft of twenty-five criteria with twenty files each, and the paths of the files."""
    template = env["regie.dossier.template"].create(
        {
            "name": "Bench",
            "code": "bench",
            "section_ids": [
                Command.create(
                    {
                        "code": "A",
                        "name": "All",
                        "criterion_ids": [Command.create({"code": f"A{n}", "name": f"A{n}"}) for n in range(25)],
                    }
                )
            ],
        }
    )
    dossier = env["regie.dossier"].create(
        {"name": "Bench", "template_id": template.id, "date_from": "2026-01-01", "date_to": "2026-12-31"}
    )
    attachments = env["ir.attachment"].create(
        [{"name": f"photo_{n:03d}.jpg", "raw": os.urandom(SIZE), "mimetype": "image/jpeg"} for n in range(FILES)]
    )
    share = FILES // len(dossier.entry_ids)
    for rank, entry in enumerate(dossier.entry_ids):
        entry.attachment_ids = attachments[rank * share : (rank + 1) * share]
    env.flush_all()
    return dossier, [attachment._full_path(attachment.store_fname) for attachment in attachments]


def run(env):
    """Compare the freeze alone, then the freeze and its archive, with the digests of the same files."""
    dossier, paths = build(env)
    dossier._write_fact({"pdf_file": b"YmVuY2g=", "xlsx_file": b"YmVuY2g="})

    def freeze():
        dossier.action_freeze()
        env.flush_all()

    def freeze_and_archive():
        freeze()
        with tempfile.TemporaryFile() as stream:
            dossier._write_archive(stream)

    def sha256sum():
        subprocess.run(["sha256sum", *paths], check=True, stdout=subprocess.DEVNULL)

    yield compare("freeze", env, measured=freeze, baseline=sha256sum, rounds=7, warm_up=1, target=2.0)
    yield compare(
        "freeze and archive", env, measured=freeze_and_archive, baseline=sha256sum, rounds=7, warm_up=1, target=2.0
    )
    freeze()
    env.cr.commit()

    def verify():
        assert dossier._find_alterations() == []

    yield compare("verify", env, measured=verify, baseline=sha256sum, rounds=7, warm_up=1, target=2.0)
