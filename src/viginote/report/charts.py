"""Charts of the report as SVG that stands in the page: Vega-Lite drawn by vl-convert, without any script.

Colours are told as placeholders that the style sheet fills, so that one drawing serves light, dark and paper.
Nothing is told by colour alone: every bar bears its figures, and a table stands beside each chart.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from viginote.exposure import wording

#: Placeholders; the style sheet gives each its colour (rules on [fill] and [stroke]).
INK, MUTED, GRID, ACCENT, SOFT, RANGE = "#000001", "#000002", "#000003", "#000004", "#000005", "#000006"
_BANDS = ("#000011", "#000012", "#000013", "#000014")
_PRACTICES_SHOWN = 15
_WIDTH = 520

Row = dict[str, Any]
Spec = dict[str, Any]

_CONFIG: Spec = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": MUTED, "gridColor": GRID, "domainColor": MUTED, "tickColor": GRID,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 240,
    },
    "title": {"color": MUTED, "fontSize": 12, "fontWeight": "normal", "anchor": "start", "frame": "group"},
    "text": {"color": INK, "fontSize": 12},
    "concat": {"spacing": 14},
}  # fmt: skip
_LOCALE = {
    "fr": {"decimal": ",", "thousands": wording.THIN, "grouping": [3], "currency": ["", "€"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}
_NAMES_AXIS = {"ticks": False, "domain": False, "labelPadding": 8, "minExtent": 200}
_NAMES = {"y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": _NAMES_AXIS}}
_OPENING = re.compile(r"<svg\b[^>]*\bviewBox=\"(\S+ \S+) (\S+) (\S+)\"[^>]*>")


def draw(spec: Spec, lang: str, *, name: str, title: str, description: str) -> str:
    """A Vega-Lite specification as an SVG element with title and description for those who do not see it."""
    import vl_convert

    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "config": _CONFIG,
    }
    drawn = vl_convert.vegalite_to_svg({**whole, **spec}, format_locale=_LOCALE[lang])
    return _OPENING.sub(lambda found: _opening(found, name, title, description), drawn, count=1)


def _opening(found: re.Match[str], name: str, title: str, description: str) -> str:
    corner, width, height = found.groups()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{corner} {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    )


def _layer(mark: Spec, **channels: Any) -> Spec:
    """A layer whose channels are told by field, or whole."""
    encoding = {
        c: {"field": v, "type": "quantitative"} if isinstance(v, str) else v for c, v in channels.items()
    }
    return {"mark": mark, "encoding": encoding}


def _words(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


def _range_bars(
    rows: Sequence[Row], color: str, lang: str, *, top: float, title: str = "", axis: str | None = None
) -> Spec:
    """A band from low to high, a mark at the best estimate, and the figures in words."""
    values = [
        {
            **row,
            "text": f"{wording.number(row['best'], lang)}  ({wording.span(row['low'], row['high'], lang)})",
        }
        for row in rows
    ]
    # Room on the right for the figures, which no axis knows of.
    scale = {"scale": {"domain": [0, top * 1.35], "nice": False}, "axis": {"title": axis, "tickCount": 5}}
    low = {"field": "low", "type": "quantitative", **scale}
    band = {"type": "bar", "height": 10, "color": SOFT, "stroke": color, "cornerRadius": 2}
    mark = {"type": "tick", "color": RANGE, "height": 18, "thickness": 5, "orient": "vertical", "opacity": 1}
    return {
        "title": title,
        "width": _WIDTH,
        "height": {"step": 26},
        "data": {"values": values},
        "encoding": _NAMES,
        "layer": [
            _layer(band, x=low, x2={"field": "high"}),
            _layer(mark, x="best"),
            _layer({"type": "text", "align": "left", "dx": 9}, x="high", text=_words("text")),
        ],
    }


def categories(exposure: dict[str, Any], lang: str, words: dict[str, str]) -> Spec:
    """People per category, the core categories apart."""
    told = exposure["sensitive"]["categories"]
    rows = [{"name": wording.category(c, lang), "core": e["core"], **e["people"]} for c, e in told.items()]
    rows.sort(key=lambda row: -row["best"])
    top = max(1, *(row["high"] for row in rows))
    core = [row for row in rows if row["core"]]
    others = [row for row in rows if not row["core"]]
    return {
        "vconcat": [
            _range_bars(core, ACCENT, lang, title=words["core_categories"], top=top),
            _range_bars(others, MUTED, lang, title=words["other_categories"], axis=words["people"], top=top),
        ],
    }


def practices(exposure: dict[str, Any], lang: str, words: dict[str, str]) -> Spec:
    """The practices with the most people of a core category."""
    shown = exposure["practices"][:_PRACTICES_SHOWN]
    rows = [{"name": p["id"], **p["people_sensitive_range"]} for p in shown]
    top = max(1, *(row["high"] for row in rows))
    return _range_bars(rows, ACCENT, lang, axis=words["people"], top=top)


def timeline(exposure: dict[str, Any], words: dict[str, str]) -> Spec:
    """Notes a year, and below those with a core category."""
    values = exposure["sensitive"]["timeline"]

    def panel(name: str, field: str, color: str, axis: str | None) -> Spec:
        shown = {"labelAngle": 0, "title": axis, "ticks": False, "labelOverlap": True} if axis else None
        x = {"field": "year", "type": "ordinal", "axis": shown}
        y = {
            "field": field,
            "type": "quantitative",
            "title": None,
            "axis": {"tickCount": 3, "tickMinStep": 1},
        }
        bar = {"type": "bar", "color": color, "stroke": ACCENT}
        return {"title": name, "width": 680, "height": 90, "mark": bar, "encoding": {"x": x, "y": y}}

    return {
        "data": {"values": values},
        "vconcat": [
            panel(words["notes_per_year"], "notes", SOFT, None),
            panel(words["core_notes_per_year"], "core", ACCENT, words["year"]),
        ],
    }


def identifiers(exposure: dict[str, Any], lang: str, words: dict[str, str]) -> Spec:
    """Share of the people whose record holds each identifier."""
    people = max(1, exposure["people"]["best"])
    counts = sorted(exposure["identifiers"].items(), key=lambda item: -int(item[1]["people"]))
    values = []
    for label, count in counts:
        share = count["people"] / people
        said = f"{wording.percent(share, lang)}  ({wording.number(count['people'], lang)})"
        values.append({"name": words[f"id_{label}"], "share": share, "text": said})
    axis = {"format": "%", "title": words["share_of_people"], "values": [0, 0.25, 0.5, 0.75, 1]}
    x = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1.25], "nice": False},
        "axis": axis,
    }
    return {
        "width": _WIDTH,
        "height": {"step": 24},
        "data": {"values": values},
        "encoding": _NAMES,
        "layer": [
            _layer({"type": "bar", "height": 12, "color": SOFT, "stroke": ACCENT}, x=x),
            _layer({"type": "text", "align": "left", "dx": 8}, x=x, text=_words("text")),
        ],
    }


def severity(exposure: dict[str, Any], lang: str, words: dict[str, str]) -> Spec:
    """ENISA's scale with its four levels, and where this breach stands."""
    edges = [0, 2, 3, 4, 6]
    names = [words[f"level_{level}"] for level in ("low", "medium", "high", "very_high")]
    bands = [{"from": a, "to": b, "name": name} for a, b, name in zip(edges, edges[1:], names, strict=False)]
    score = exposure["severity"]["score"]
    here = {"data": {"values": [{"score": score, "text": wording.number(score, lang)}]}}
    axis = {"values": edges, "grid": False, "title": None, "format": "d"}
    x = {"field": "from", "type": "quantitative", "scale": {"domain": [0, 6]}, "axis": axis}
    fill = {**_words("name"), "scale": {"domain": names, "range": list(_BANDS)}, "legend": None}
    label = {"type": "text", "dy": -10, "dx": 6, "align": "left", "fontWeight": "bold", "fontSize": 15}
    name = {"type": "text", "dy": 9, "dx": 8, "align": "left"}
    over = {"data": {"values": bands}}
    return {
        "width": 680,
        "height": 46,
        "layer": [
            {**over, **_layer({"type": "rect", "stroke": MUTED}, x=x, x2={"field": "to"}, color=fill)},
            {**over, **_layer(name, x="from", text=_words("name"))},
            {**here, **_layer({"type": "rule", "color": INK, "strokeWidth": 3}, x="score")},
            {**here, **_layer(label, x="score", text=_words("text"))},
        ],
    }
