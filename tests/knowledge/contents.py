"""All that a store says, without the numbers of its rows, so that two stores can be compared."""

from __future__ import annotations

from dataclasses import replace

from knowledge.listings import ListingFilter, all_companies, search_listings
from knowledge.origins import all_sources
from knowledge.pay_figures import figure_of, figures_by
from knowledge.roles import all_roles
from knowledge.statements import search_statements, statements_of
from knowledge.store import Store
from knowledge.survey_answers import PayFilter, pays_by
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
                [
                    figure_of(session, role.name),
                    *(figures_by(session, PayFilter(role=role.name), k) for k in ("level", "year")),
                ]
                for role in roles
            ],
            "best": figures_by(session, PayFilter(), "role"),
            "answers": [
                (s.source.slug, s.kind, s.sample.count, s.sample.quartiles)
                for s in sorted(pays_by(session, PayFilter(), "country"), key=lambda s: (s.source.slug, s.kind))
            ],
            "phrases": sorted(phrases(session), key=repr),
        }
