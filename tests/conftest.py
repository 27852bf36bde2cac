"""What every test may rely on, whatever machine it runs on."""

from __future__ import annotations

import os

os.environ["BAREME_LANG"] = "fr"  # tests of another language ask for it
