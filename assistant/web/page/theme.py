"""How Gradio's parts look: in the colours and type of page.css."""

import gradio as gr

_FACE = ["system-ui", "sans-serif"]
_CODE = ["ui-monospace", "monospace"]
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
        super().__init__(font=_FACE, font_mono=_CODE)
        names = set(dir(self))
        self.set(
            **_LOOKS,
            **{f"{name}_dark": value for name, value in _LOOKS.items() if f"{name}_dark" in names},
        )
