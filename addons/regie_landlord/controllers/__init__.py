from . import landlord_documents, landlord_portal
