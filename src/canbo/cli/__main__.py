"""`python -m canbo.cli …` is `canbo …`, for processes that the house starts itself."""

import sys

from canbo.cli import main

sys.exit(main())
