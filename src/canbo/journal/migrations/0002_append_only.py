"""The database itself refuses to change, remove or empty the journal.

The triggers stand on statements, so that `verify` can try them without touching an entry, and
they fire also for a session that calls itself a replica.
"""

from __future__ import annotations

from django.db import migrations

MAKE = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal_entry is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_no_update;
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_no_delete;
ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_no_truncate;
"""
DROP = """
DROP TRIGGER journal_no_truncate ON journal_entry;
DROP TRIGGER journal_no_delete ON journal_entry;
DROP TRIGGER journal_no_update ON journal_entry;
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, DROP)]
