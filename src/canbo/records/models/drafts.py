"""Files that wait to be taken in: what was recognised, what differs, what was decided so far.

A draft is work under way, no record: it may change and be thrown away. What was stored from it is
an `ImportBatch`, which stays. The file's bytes lie in the home, not in the database.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from canbo.records.models.registers import known_values


class DraftState(StrEnum):
    """Where a draft stands; the worker has those that `UNDER_WAY` names."""

    READING = "reading"  # queued to be read and compared, or being read
    COMPARING = "comparing"  # held against the home
    STORING = "storing"  # queued to be stored, or being stored
    COLUMNS = "columns"  # waits for somebody to say what unsure columns mean
    READY = "ready"  # waits for decisions, then for the word to store
    STORED = "stored"  # taken in: `batch` is the import
    REFUSED = "refused"  # cannot be taken in as it is


UNDER_WAY = (DraftState.READING, DraftState.COMPARING, DraftState.STORING)


class ImportDraft(models.Model):
    """One uploaded file on its way into the records.

    `run` counts the jobs given to the worker: a job of an older run does nothing. `seen_act` is
    the journal's number of the last act when file and home were compared. `as_of` is the day that
    the office told for lists that name none. `report` is the preview as `ImportReport` counts it,
    `layouts` what every table's columns were taken for, `refusal` a code with its data, `changes`
    how the differences moved when they were compared again, and the imports that were stored
    meanwhile. `secrecy` is that of what was compared. `round` names the word to store several
    files one after the other that it was given in, `turn` where it comes among these: texts that
    sort.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    actor_id = models.TextField()
    actor_name = models.TextField()
    made_at = models.DateTimeField()
    state = models.TextField(default=DraftState.READING)
    state_at = models.DateTimeField()
    as_of = models.DateField(null=True)
    run = models.IntegerField(default=1)
    job = models.BigIntegerField(null=True)
    seen_act = models.BigIntegerField(default=0)
    is_stale = models.BooleanField(
        default=False
    )  # a decision or another import may have moved some
    layouts = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    secrecy = models.PositiveSmallIntegerField(default=0)
    problems = models.JSONField(default=list)
    refusal = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    round = models.UUIDField(null=True)
    turn = models.TextField(default="")
    batch = models.ForeignKey(
        "records.ImportBatch", null=True, on_delete=models.PROTECT, related_name="drafts"
    )

    class Meta:
        constraints = [
            known_values("draft_state_known", "state", DraftState),
            models.CheckConstraint(
                condition=Q(state=DraftState.STORED, batch__isnull=False)
                | (~Q(state=DraftState.STORED) & Q(batch=None)),
                name="draft_stored_with_batch",
            ),
        ]
        indexes = [
            models.Index(fields=["actor_id", "-made_at"], name="draft_of_actor"),
            models.Index(fields=["round"], name="draft_of_round"),
        ]


class DraftDifference(models.Model):
    """One difference between a file and the home, as compared last, and what was decided.

    `code` is the difference's own id, the same for the same file and home; `chosen` the code of
    an option. `is_decided`: somebody chose it, be it the default.
    """

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(ImportDraft, on_delete=models.CASCADE, related_name="differences")
    place = models.IntegerField()
    code = models.TextField()
    kind = models.TextField()
    person = models.UUIDField(null=True)
    person_name = models.TextField(blank=True)
    name_search = models.TextField(blank=True)
    sheet = models.TextField(blank=True)
    cell = models.TextField(blank=True)
    fact_kind = models.TextField(blank=True)
    field = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    day = models.TextField(blank=True)
    exported = models.TextField(blank=True, default="")
    options = models.JSONField()
    default = models.TextField()
    chosen = models.TextField()
    is_decided = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)  # came up when compared again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="difference_once"),
        ]
        indexes = [models.Index(fields=["draft", "kind", "place"], name="difference_of_kind")]


class LayoutMapping(models.Model):
    """What somebody confirmed that the columns of a layout mean; it is used for the next files.

    `signature` is the same for tables with the same header texts. `roles` maps the place of a
    column among the columns to its role, `headers` keeps the header paths to be shown. There is one
    for each signature and owner: `owner` is "" for the whole office, else who alone uses it.
    `secrecy` is the highest level of the files that were read by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signature = models.TextField()
    owner = models.TextField(blank=True, default="")
    roles = models.JSONField()
    headers = models.JSONField(default=list)
    file = models.TextField(blank=True)
    secrecy = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.TextField()
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signature", "owner"], name="layout_mapping_once"),
        ]
