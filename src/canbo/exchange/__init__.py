"""Outside files and engines: workbooks, plan folders, the warehouse. Knows nothing of Django."""

import os

# openpyxl would change its XML library as soon as another package brings lxml along; damaged and
# hostile workbooks were proved with the standard library's, so that one it keeps
os.environ.setdefault("OPENPYXL_LXML", "False")
