"""Raw articles read into documents, and put into the store."""

from knowledge.ingest.article import ParsedArticle, parse_article
from knowledge.ingest.files import IngestReport, Outcome, ingest
from knowledge.ingest.unplaced import Unplaced

__all__ = ["IngestReport", "Outcome", "ParsedArticle", "Unplaced", "ingest", "parse_article"]
