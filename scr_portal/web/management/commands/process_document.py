"""Write docs/process.md from the transition tables, or check that it is what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from scr_portal.workflow import registered

HEAD = """# The process

Made from the transition tables by `./run manage process_document`; do not edit. A step opens when every rule beside it
is met. Each rule names the leaflet, guidance or decision it comes from, and the page that offers the step says the same.
"""


class Command(BaseCommand):
    """`--check` changes nothing and exits with 1 where the document and the tables differ."""

    help = "Write docs/process.md from the transition tables."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "process.md"
        text = document()
        if options["check"]:
            if not path.exists() or path.read_text("utf-8") != text:
                raise CommandError(
                    "docs/process.md is not what the tables say: run ./run manage process_document"
                )
            return
        path.write_text(text, "utf-8")
        self.stdout.write("docs/process.md is written.")


def document() -> str:
    """Return the whole document: a diagram and a table for each model with a status, then every rule with its source."""
    parts = [HEAD]
    for model in apps.get_models():
        if hasattr(model, "TRANSITIONS"):
            parts.append("\n".join(section(model)))
    gates = sorted(registered().values(), key=lambda gate: gate.name)
    rules = [f"| `{gate.name}` | {gate.source} |" for gate in gates]
    parts.append(
        "\n".join(["## Rules and where they come from", "", "| rule | source |", "|---|---|", *rules])
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def section(model: Any) -> Iterator[str]:
    """One model's diagram (Mermaid) and table."""
    labels = dict(model._meta.get_field("status").choices or [])
    yield f"## {model._meta.verbose_name.capitalize()}"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for value, label in labels.items():
        yield f"    {value}: {label}"
    for start, end in model.TRANSITIONS:
        yield f"    {start} --> {end}"
    yield "```"
    yield ""
    yield "| from | to | rules |"
    yield "|---|---|---|"
    for (start, end), gates in model.TRANSITIONS.items():
        rules = ", ".join(f"`{name}`" for name in gates) or "none"
        yield f"| {labels[start]} | {labels[end]} | {rules} |"
