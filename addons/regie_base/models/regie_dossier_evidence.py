import hashlib
import io
import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from odoo import fields, models

CHUNK = 1 << 20


class RegieDossierEvidence(models.Model):
    """A file as it was when its dossier was frozen: its name, its size and the SHA-256 of its content."""

    _name = "regie.dossier.evidence"
    _inherit = ["regie.dossier.part"]
    _description = "Sealed evidence of a dossier"
    _order = "entry_id, sequence, id"

    entry_id = fields.Many2one("regie.dossier.entry", required=True, index=True, ondelete="cascade")
    dossier_id = fields.Many2one(related="entry_id.dossier_id", store=True, precompute=True, required=False)
    sequence = fields.Integer()
    attachment_id = fields.Many2one("ir.attachment", required=True, index=True, ondelete="restrict")
    name = fields.Char(string="File", required=True)
    path = fields.Char(string="Path in the archive", required=True)
    mimetype = fields.Char(string="Type")
    size = fields.Integer(string="Size (bytes)")
    sha256 = fields.Char(string="SHA-256", required=True)

    def _get_safe_name(self, name):
        """Answer a file name that every system accepts: plain letters, digits, dot, dash and underscore."""
        plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode()
        plain = re.sub(r"[^A-Za-z0-9._-]+", "_", plain).strip("._")
        stem, extension = os.path.splitext(plain)
        return (stem[:80] + extension[:12]) or "file"

    def _prepare_seal(self):
        """Answer what is sealed of this file."""
        self.ensure_one()
        return {"name": self.name, "path": self.path, "size": self.size, "sha256": self.sha256}

    def _get_altered(self):
        """Read every file again and answer those whose content is no longer the one that was sealed."""
        digests = self._hash_attachments(self.attachment_id)
        return self.filtered(lambda evidence: digests[evidence.attachment_id.id] != (evidence.sha256, evidence.size))

    def _hash_attachments(self, attachments):
        """Answer {attachment id: (sha256, size)}; files of the filestore are hashed in parallel, without loading them.

        Evidence belongs to the readers of its dossier, whoever dropped the file: hence the superuser's reading.
        """
        stored, digests = [], {}
        for attachment in attachments.sudo():
            if attachment.store_fname:
                stored.append((attachment.id, attachment._full_path(attachment.store_fname)))
            else:
                content = attachment.raw or b""
                digests[attachment.id] = hashlib.sha256(content).hexdigest(), len(content)
        if stored:
            with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
                results = pool.map(_hash_file, [path for _id, path in stored])
                digests.update(zip([attachment_id for attachment_id, _path in stored], results, strict=True))
        return digests

    def _get_content(self):
        """Answer the path of the sealed file on the disk, or its bytes when it lives in the database."""
        self.ensure_one()
        attachment = self.sudo().attachment_id
        if attachment.store_fname:
            return attachment._full_path(attachment.store_fname)
        return attachment.raw or b""

    def _open_stream(self):
        """Answer the sealed file, open for reading."""
        content = self._get_content()
        return io.BytesIO(content) if isinstance(content, bytes) else open(content, "rb")


def _hash_file(path):
    """Answer (sha256, size) of a file; a file that is gone has an empty digest."""
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return "", 0
    return digest.hexdigest(), size
