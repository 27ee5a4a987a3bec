"""Example towns: invented officials in workbooks as Vietnamese offices send them."""
