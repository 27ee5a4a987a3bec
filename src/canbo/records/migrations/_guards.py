"""The database itself refuses to change or delete what is remembered; and what one act wrote is
found without reading whole tables: the journal's seals ask for it.
"""

FACTS = (
    "unitname", "unitplacement", "particular", "tenure", "attainment", "attendance",
    "unitchange", "postprofile", "rating", "unitrating", "poolentry", "move", "electionresult",
    "leave", "discipline", "award", "retirement", "rankholding",
)  # fmt: skip
REGISTERS = ("unit", "post", "person", "trainingclass", "term", "election", "scheme")
CHANGEABLE = {
    "unit": ("code", "proposed", "withdrawn_at"),
    "post": ("proposed", "withdrawn_at"),
    "person": ("withdrawn_at",),
    "trainingclass": ("course", "proposed", "withdrawn_at"),
    "term": ("withdrawn_at",),
    "election": ("withdrawn_at",),
    "scheme": ("withdrawn_at",),
    "importbatch": ("state", "undone_at", "undone_act"),
    "restatement": (),
    "merge": ("undone_at", "undone_act"),
    "apart": ("undone_at", "undone_act"),
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

SURVIVOR = """
CREATE FUNCTION canbo_survivor(person uuid) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE led AS (
        SELECT person AS id
        UNION
        SELECT m.survivor_id FROM records_merge m JOIN led ON m.merged_id = led.id
         WHERE m.undone_at IS NULL
    )
    SELECT led.id FROM led WHERE NOT EXISTS (
        SELECT 1 FROM records_merge m WHERE m.merged_id = led.id AND m.undone_at IS NULL);
END;
"""


def guard(table, function):
    return f"""
CREATE TRIGGER canbo_kept BEFORE DELETE OR TRUNCATE ON records_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION canbo_never_delete();
CREATE TRIGGER canbo_guarded AFTER UPDATE ON records_{table}
    FOR EACH ROW EXECUTE FUNCTION {function};
ALTER TABLE records_{table} ENABLE ALWAYS TRIGGER canbo_kept;
ALTER TABLE records_{table} ENABLE ALWAYS TRIGGER canbo_guarded;
"""


def change_only(columns):
    return f"canbo_change_only({', '.join(repr(column) for column in columns)})"


def found_by(table, act):
    # rows of one act lie together, so a block-range index is enough and costs next to nothing
    return f"""CREATE INDEX {table}_act ON records_{table} USING brin ({act})
        WITH (pages_per_range = 16, autosummarize = on);
"""


def found_voided(table):
    return f"""CREATE INDEX {table}_voided_act ON records_{table} (voided_act)
        WHERE voided_act IS NOT NULL;
"""


GUARDS = "".join([
    *(guard(table, "canbo_void_once()") for table in FACTS),
    *(guard(table, change_only(columns)) for table, columns in CHANGEABLE.items()),
])  # fmt: skip
FOUND_BY_ACT = "".join([
    *(found_by(table, "act") + found_voided(table) for table in FACTS),
    *(found_by(table, "created_act") for table in REGISTERS),
])  # fmt: skip
