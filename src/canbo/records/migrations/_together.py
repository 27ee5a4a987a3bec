"""Many tables made in one step."""

from django.db.migrations.operations.base import Operation


class MadeTogether(Operation):
    """Operations that change the state one by one, and the database when all have.

    Django renders every model that a new one points to, directly or not, at each operation: with
    tables that all hang together that took half of `canbo init`. Here the models are rendered
    once, when the first table asks for them.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return (type(self).__name__, [self.operations], {})

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # as ProjectState.clear_delayed_apps_cache does
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {len(self.operations)} tables together"
