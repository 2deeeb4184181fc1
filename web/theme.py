"""How the page looks: the theme of Gradio's own parts, and the style sheets of everything else."""

from pathlib import Path

import gradio as gr
from gradio.themes.utils.fonts import Font

FOLDER = Path(__file__).parent
PAPER, SHEET, INK, QUIET, LINE, ACCENT = "#f8f6f1", "#fffefb", "#22201c", "#6a655c", "#ddd8cc", "#1d5a57"
STYLES = ("page", "ask", "source", "narrow", "applies", "documents", "prepare", "study")  # a later one wins
SANS = ("PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "sans-serif")


def page_css() -> str:
    """The style sheets in one, in the order of STYLES."""
    return "\n".join((FOLDER / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


def make_theme() -> gr.themes.Base:
    """System fonts only: Gradio's named fonts would be fetched."""
    theme = gr.themes.Base(font=[Font(name) for name in SANS], font_mono=[Font("monospace")]).set(
        body_background_fill=PAPER,
        body_text_color=INK,
        body_text_color_subdued=QUIET,
        background_fill_primary=SHEET,
        background_fill_secondary=PAPER,
        block_background_fill="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_label_text_color=QUIET,
        border_color_primary=LINE,
        border_color_accent=ACCENT,
        color_accent=ACCENT,
        color_accent_soft="#e4edeb",
        input_background_fill=SHEET,
        input_border_color=LINE,
        input_border_color_focus=ACCENT,
        input_shadow="none",
        input_shadow_focus="none",
        input_placeholder_color="#8a857b",
        button_primary_background_fill=ACCENT,
        button_primary_background_fill_hover="#174846",
        button_primary_text_color="#ffffff",
        button_primary_shadow="none",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_hover="#efebe2",
        button_secondary_text_color=INK,
        button_secondary_shadow="none",
    )
    # One appearance: paper stays paper where the system prefers dark.
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark")))
    return theme
