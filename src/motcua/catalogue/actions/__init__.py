"""Writing the catalogue: draft, publish, import."""

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.import_national import ImportReport, import_national
from motcua.catalogue.actions.load_samples import load_samples
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.publication import PublicationRefused

__all__ = ["ImportReport", "PublicationRefused", "draft", "import_national", "load_samples", "publish"]
