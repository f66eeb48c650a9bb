"""All that a store says, without the numbers of its rows, so that two stores can be compared."""

from __future__ import annotations

from dataclasses import replace

from knowledge.listings import ListingFilter, all_companies, search_listings
from knowledge.origins import all_sources
from knowledge.roles import all_roles
from knowledge.salaries import best_paid, salary_levels, salary_of, salary_years
from knowledge.statements import search_statements, statements_of
from knowledge.store import Store
from knowledge.terms import all_categories, all_terms, mentions
from knowledge.tips import all_tips
from knowledge.vocabulary import phrases


def contents(store: Store) -> dict[str, object]:
    with store.session() as session:
        roles = all_roles(session)
        return {
            "sources": all_sources(session),
            "roles": roles,
            "statements": [statements_of(session, role.name) for role in roles],
            "found": search_statements(session, ["deploy", "budget", "cloud"]),
            "terms": all_terms(session),
            "mentions": [mentions(session, term.name) for term in all_terms(session)],
            "categories": all_categories(session),
            "tips": all_tips(session),
            "listings": [
                [replace(listing, id=0) for listing in search_listings(session, ListingFilter(), sort=sort)]
                for sort in ("relevance", "pay_high", "pay_low")
            ],
            "companies": all_companies(session),
            "salaries": [
                (salary_of(session, r.name), salary_levels(session, r.name), salary_years(session, r.name))
                for r in roles
            ],
            "best": best_paid(session, 5),
            "phrases": sorted(phrases(session), key=repr),
        }
