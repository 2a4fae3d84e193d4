"""Telemetry and look-ups off, before the libraries that do them are imported."""

import os
from pathlib import Path

_SWITCHES = {
    # onnxruntime 1.29 and later reports to Microsoft from its first import, and keeps a device id.
    # Chroma may import it too, so this has to come before that as well.
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    # LangChain sends every turn to LangSmith when the environment says so.
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


_KEPT_HERE = Path(__file__).parent.parent / ".models" / "matplotlib"


def go_offline() -> None:
    """Tell the model libraries not to use the network. Works on those not imported yet."""
    os.environ.update(_SWITCHES)
    # Its list of fonts would be kept in the home of whoever runs this. Gradio imports it, too.
    os.environ.setdefault("MPLCONFIGDIR", str(_KEPT_HERE))
