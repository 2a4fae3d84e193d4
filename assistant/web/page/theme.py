"""How Gradio's parts look: in the colours and type of page.css."""

import gradio as gr

_FACE = ["system-ui", "sans-serif"]
_CODE = ["ui-monospace", "monospace"]
# Two of its names for sizes are ours as well, and in the dark it says them again on the body.
_SIZES = gr.themes.Size(
    name="paper",
    xxs="0.625rem",
    xs="0.75rem",
    sm="0.875rem",
    md="1rem",
    lg="1.125rem",
    xl="1.5rem",
    xxl="2rem",
)
_LOOKS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--ink-soft)",
    "background_fill_primary": "var(--paper)",
    "background_fill_secondary": "var(--sunken)",
    "block_background_fill": "transparent",
    "block_border_color": "transparent",
    "block_label_text_color": "var(--ink-soft)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "transparent",
    "color_accent": "var(--accent)",
    "color_accent_soft": "var(--accent-soft)",
    "link_text_color": "var(--accent)",
    "link_text_color_hover": "var(--accent-strong)",
    "link_text_color_active": "var(--accent-strong)",
    "link_text_color_visited": "var(--accent)",
    "loader_color": "var(--accent)",
    "error_background_fill": "var(--bad-soft)",
    "error_text_color": "var(--bad)",
    "table_border_color": "var(--line)",
    "table_even_background_fill": "transparent",
    "table_odd_background_fill": "transparent",
}


class Paper(gr.themes.Base):
    """A quiet ground for words. A colour of page.css knows light from dark by itself."""

    def __init__(self) -> None:
        super().__init__(font=_FACE, font_mono=_CODE, text_size=_SIZES)
        names = set(dir(self))
        self.set(
            **_LOOKS,
            **{f"{name}_dark": value for name, value in _LOOKS.items() if f"{name}_dark" in names},
        )
