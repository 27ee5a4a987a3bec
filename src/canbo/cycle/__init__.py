"""The year's procedures: next year's catalogue of classes and the training plan made from it."""
