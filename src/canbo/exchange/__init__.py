"""Outside files and engines: workbooks, plan folders, the warehouse. Knows nothing of Django."""
