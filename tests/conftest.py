"""For every test: no look-ups, no telemetry, and no settings of the person who runs them."""

import os

from index.offline import go_offline

go_offline()  # before any test imports a library that would phone home

from assistant import Settings  # noqa: E402  the line above comes first
from index import Settings as IndexSettings  # noqa: E402

for _name in [name for name in os.environ if name.upper().startswith("ASSISTANT_")]:
    del os.environ[_name]
for _settings in (IndexSettings, Settings):
    _settings.model_config["env_file"] = os.devnull
