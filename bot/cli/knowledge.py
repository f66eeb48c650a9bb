"""`rolewise knowledge …`: the store, made, fed and shown."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, List  # noqa: UP035 - typer reads the annotations on 3.10

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.settings import Settings

if TYPE_CHECKING:
    from knowledge.ingest.files import IngestReport

app = typer.Typer(help="The knowledge store: build it, feed it, look into it.", no_args_is_help=True)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )


@app.command()
def build() -> None:
    """Make the store from knowledge/sources; repeated, it changes nothing."""
    from knowledge.build import build as make

    settings = Settings.read(os.environ)
    with _progress() as progress:
        task = progress.add_task("Building …", total=None)
        report = make(
            settings.database_url,
            settings.sources,
            lambda what, done, total: progress.update(task, description=what, completed=done, total=total),
        )
    if report.moved:
        typer.echo(f"The store was damaged; it now lies at {report.moved}.")
    typer.echo("Built the knowledge store." if report.changed else "The knowledge store is up to date.")
    for loaded in report.loaded:
        typer.echo(f"  {loaded.title}: {_counts(loaded.added)}")


@app.command()
def ingest(
    files: Annotated[
        List[str],  # noqa: UP006
        typer.Argument(
            help="Articles as text, Markdown or pages; listings as JSON, CSV, RSS, Atom or pages; surveys as CSV.",
            metavar="FILE|URL…",
        ),
    ],  # noqa: UP006
    column: Annotated[
        List[str],  # noqa: UP006
        typer.Option("--column", help="Which column of a CSV holds what, as company=Firm.", metavar="FIELD=COLUMN"),
    ] = [],  # noqa: B006
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and add nothing.")] = False,
) -> None:
    """Read articles, listings and salary surveys into the store; what cannot be placed is reported line by line, never guessed."""
    from knowledge.ingest.files import Outcome
    from knowledge.ingest.files import ingest as read
    from knowledge.store import Store

    settings = Settings.read(os.environ)
    with _progress() as progress:
        task = progress.add_task("Reading …", total=len(files))
        reports = read(
            Store.open(settings.database_url),
            files,
            dry_run=dry_run,
            columns=_columns(column, settings.sources),
            sources=settings.sources,
            progress=lambda name, done, total: progress.update(task, description=name, completed=done, total=total),
        )
    for report in reports:
        _tell(report, dry_run)
    if len(reports) > 1:
        numbers = Counter(report.outcome for report in reports)
        told = ", ".join(f"{numbers[outcome]} {outcome.value}" for outcome in Outcome if numbers[outcome])
        typer.echo(f"{len(reports)} sources: {told}")
    if any(report.outcome is Outcome.REFUSED for report in reports):
        raise typer.Exit(1)


def _columns(given: List[str], sources: Path) -> dict[str, str]:  # noqa: UP006
    from knowledge.ingest.grammar import read_grammar

    columns = dict(part.split("=", 1) for part in given if "=" in part)
    known = read_grammar(sources / "reading.yaml").listing_columns
    if len(columns) < len(given) or set(columns) - set(known):
        raise typer.BadParameter(f"--column wants FIELD=COLUMN, with a field of {', '.join(known)}")
    return columns


def _tell(report: IngestReport, dry_run: bool) -> None:
    if report.reason is not None:
        typer.echo(f"{report.path}: refused: {report.reason}", err=True)
        return
    would = "would be " if dry_run else ""
    typer.echo(f"{report.path}: {would}{report.outcome.value}: {_counts(report.added)}")
    if dry_run and report.document is not None:
        for role in report.document.roles:
            typer.echo(f"  role: {role.name}")
        for term in report.document.terms:
            typer.echo(f"  {term.kind.value}: {term.name}" + (f" ({term.category})" if term.category else ""))
        for statement in report.document.statements:
            typer.echo(f"  {statement.role}, {statement.facet.value}: {statement.text}")
        for tip in report.document.tips:
            typer.echo(f"  tip: {tip.title}")
        for listing in report.document.listings:
            typer.echo(f"  listing: {listing.title} at {listing.company}, {listing.place}")
    for line in report.unplaced:
        typer.echo(f"  line {line.line_no} not placed, {line.reason}: {line.text[:100]}")


def _counts(added: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {table}" for table, number in added.items() if number) or "nothing new"


@app.command("sources")
def list_sources() -> None:
    """List the sources, with the names by which they can be removed."""
    from knowledge.origins import all_sources
    from knowledge.store import Store

    table = Table("Name", "Title", "Date", "Address")
    with Store.open(Settings.read(os.environ).database_url).session() as session:
        for source in all_sources(session):
            table.add_row(source.slug, source.title, str(source.published or "-"), source.url or "-")
    Console().print(table)


@app.command()
def remove(source: Annotated[str, typer.Argument(help="A source's name or title, as `sources` lists it.")]) -> None:
    """Take a source out, and all that only it said; the default content comes back with the next changed build."""
    from knowledge.replacement import withdraw
    from knowledge.store import Store

    with Store.open(Settings.read(os.environ).database_url).transaction() as session:
        title = withdraw(session, source)
    if title is None:
        typer.echo(f"There is no source “{source}”. See: rolewise knowledge sources", err=True)
        raise typer.Exit(1)
    typer.echo(f"Removed {title}.")


@app.command("export")
def export_all(
    target: Annotated[
        Path | None, typer.Argument(help="The file to write; the screen if left out.", metavar="FILE")
    ] = None,
) -> None:
    """Write all sources with all that they say, figures and survey answers too, as JSON."""
    from knowledge.export import export
    from knowledge.store import Store

    with Store.open(Settings.read(os.environ).database_url).session() as session:
        text = export(session)
    if target is None:
        typer.echo(text)
    else:
        target.write_text(text + "\n", encoding="utf-8")
        typer.echo(f"Wrote {target}")


@app.command()
def summarise(
    answers: Annotated[Path, typer.Argument(help="Survey answers in the aijobs.net format.", metavar="CSV")],
    source: Annotated[
        Path | None,
        typer.Argument(help="The survey's source file, which names the titles that mean one role.", metavar="YAML"),
    ] = None,
) -> None:
    """Compute the salary statistics of a curated source from the survey's raw answers, beside its YAML file."""
    from knowledge.survey import read_aliases, write
    from knowledge.survey import summarise as compute

    source = source or Settings.read(os.environ).sources / "salaries" / "aijobs-2024.yaml"
    rows = compute(answers, aliases=read_aliases(source))
    target = source.with_suffix(".csv")
    write(rows, target)
    typer.echo(f"Wrote {len(rows):,} rows to {target}")


@app.command()
def show(role: Annotated[str | None, typer.Argument(help="A role, for all that is known of it.")] = None) -> None:
    """Show what the store holds: its sources and counts, or all facts of one role."""
    from knowledge.listings import ListingFilter, count_listings, search_listings
    from knowledge.origins import all_sources
    from knowledge.pay_figures import figure_of
    from knowledge.roles import all_roles, find_role
    from knowledge.statements import statements_of
    from knowledge.store import Store
    from knowledge.terms import all_terms

    console = Console()
    with Store.open(Settings.read(os.environ).database_url).session() as session:
        if role is None:
            sources = Table("Source", "Publisher", "Date", title="Sources", title_justify="left")
            for source in all_sources(session):
                sources.add_row(source.title, source.publisher or "-", str(source.published or "-"))
            console.print(sources)
            roles = all_roles(session)
            console.print(
                f"{len(roles)} roles ({sum(r.has_profile for r in roles)} with a profile, "
                f"{sum(bool(r.answers) for r in roles)} with salary figures), {len(all_terms(session))} skills, tools, "
                f"platforms, degrees and industries, {count_listings(session, ListingFilter())} listings"
            )
            return
        found = find_role(session, role)
        if found is None:
            typer.echo(f"There is no role “{role}” in the store.", err=True)
            raise typer.Exit(1)
        console.print(f"[bold]{found.name}[/bold]  ({', '.join(found.aliases)})")
        facts = Table("Facet", "Statement", "Names", "Source")
        for statement in statements_of(session, found.name):
            names = ", ".join(term.name for term in statement.terms)
            facts.add_row(statement.facet, statement.text, names, statement.source.title)
        console.print(facts)
        statistic = figure_of(session, found.name)
        if statistic:
            console.print(
                f"Survey: median USD {statistic.median:,}, {statistic.p25:,} to {statistic.p75:,}, {statistic.count:,} answers"
            )
        for listing in search_listings(session, ListingFilter(role=found.name)):
            console.print(f"Listing {listing.id}: {listing.title} at {listing.company}, {listing.place}")
