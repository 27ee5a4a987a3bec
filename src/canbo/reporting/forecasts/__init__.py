"""The forecast with names, words and rights: what lies ahead, and whether forecasts were right."""
