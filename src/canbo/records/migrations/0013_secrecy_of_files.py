"""Files with a list of a secret kind are secret themselves: those taken in already, as far as it
can be known by their marks and by the facts that they brought, voided or said again.
"""

from django.db import migrations, models

_BATCHES = """
ALTER TABLE records_importbatch DISABLE TRIGGER canbo_guarded;
UPDATE records_importbatch SET secrecy = 1 WHERE id IN (
    SELECT b.id FROM records_importbatch b, jsonb_array_elements(b.documents) AS one
     WHERE one #>> '{mark,0}' LIKE 'list:planning:%'
    UNION SELECT batch_id FROM records_poolentry
    UNION SELECT batch_id FROM records_particular WHERE kind = 'pool_note'
    UNION SELECT b.id FROM records_importbatch b JOIN records_poolentry f ON f.voided_act = b.act
    UNION SELECT batch_id FROM records_restatement WHERE kind = 'pool_entry'
    UNION SELECT r.batch_id FROM records_restatement r
        JOIN records_particular f ON f.key = r.fact_key AND f.kind = 'pool_note');
ALTER TABLE records_importbatch ENABLE ALWAYS TRIGGER canbo_guarded;
"""
_DRAFTS = """
UPDATE records_importdraft d SET secrecy = 1
 WHERE EXISTS (SELECT 1 FROM records_importbatch b WHERE b.id = d.batch_id AND b.secrecy > 0)
    OR EXISTS (SELECT 1 FROM records_draftdifference x WHERE x.draft_id = d.id
               AND (x.fact_kind = 'pool_entry' OR x.field = 'pool_note'))
    OR coalesce((d.report #>> '{facts,pool_entry}')::int, 0) > 0;
"""
_LAYOUTS = """
UPDATE records_layoutmapping l SET secrecy = 1
 WHERE EXISTS (SELECT 1 FROM records_importbatch b WHERE b.file = l.file AND b.secrecy > 0)
    OR EXISTS (SELECT 1 FROM records_importdraft d WHERE d.secrecy > 0 AND (d.file = l.file
               OR d.layouts @> jsonb_build_array(jsonb_build_object('signature', l.signature))));
"""


def _secrecy(model):
    return migrations.AddField(model, "secrecy", models.PositiveSmallIntegerField(default=0))


class Migration(migrations.Migration):
    dependencies = [("records", "0012_pool_notes")]

    operations = [
        _secrecy("importbatch"),
        _secrecy("importdraft"),
        _secrecy("layoutmapping"),
        migrations.RunSQL(_BATCHES + _DRAFTS + _LAYOUTS, migrations.RunSQL.noop),
    ]
