"""The database itself refuses to change or delete what is remembered."""

from django.db import migrations

FACTS = ("unitname", "unitplacement", "particular", "tenure", "attainment", "attendance")
CHANGEABLE = {
    "unit": ("code", "proposed", "withdrawn_at"),
    "post": ("title", "post_class", "level", "managed_by", "proposed", "withdrawn_at"),
    "person": ("withdrawn_at",),
    "trainingclass": ("course", "proposed", "withdrawn_at"),
    "importbatch": ("state", "undone_at", "undone_act"),
    "restatement": (),
}

FUNCTIONS = """
CREATE FUNCTION canbo_never_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'canbo: % of % is refused, nothing remembered is deleted',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION canbo_void_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    voiding text[] := ARRAY['voided_at', 'voided_act', 'replaced_by_id'];
BEGIN
    IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL
       OR to_jsonb(NEW) - voiding IS DISTINCT FROM to_jsonb(OLD) - voiding THEN
        RAISE EXCEPTION 'canbo: a fact of % is only voided, once', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION canbo_change_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changeable text[] := coalesce(TG_ARGV::text[], ARRAY[]::text[]);
BEGIN
    IF to_jsonb(NEW) - changeable IS DISTINCT FROM to_jsonb(OLD) - changeable
       OR to_jsonb(OLD) ->> 'undone_at' IS NOT NULL THEN
        RAISE EXCEPTION 'canbo: this change of % is refused', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION canbo_change_only();
DROP FUNCTION canbo_void_once();
DROP FUNCTION canbo_never_delete();
"""


def _guard(table, function):
    return f"""
CREATE TRIGGER canbo_kept BEFORE DELETE OR TRUNCATE ON records_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION canbo_never_delete();
CREATE TRIGGER canbo_guarded AFTER UPDATE ON records_{table}
    FOR EACH ROW EXECUTE FUNCTION {function};
ALTER TABLE records_{table} ENABLE ALWAYS TRIGGER canbo_kept;
ALTER TABLE records_{table} ENABLE ALWAYS TRIGGER canbo_guarded;
"""


def _unguard(table):
    return f"""
DROP TRIGGER canbo_guarded ON records_{table};
DROP TRIGGER canbo_kept ON records_{table};
"""


def _change_only(columns):
    return f"canbo_change_only({', '.join(repr(column) for column in columns)})"


class Migration(migrations.Migration):
    dependencies = [("records", "0002_facts")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(
            migrations.RunSQL(_guard(table, "canbo_void_once()"), _unguard(table))
            for table in FACTS
        ),
        *(
            migrations.RunSQL(_guard(table, _change_only(columns)), _unguard(table))
            for table, columns in CHANGEABLE.items()
        ),
    ]
