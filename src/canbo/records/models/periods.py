"""The rule of certain periods in SQL: the same as `canbo.engine.timeline.Validity.certain`.

All three functions are immutable, so that generated columns may use them; their bodies are parsed
when they are made, so that a restored dump needs no search path.
"""

CREATE_PERIOD_FUNCTIONS = """
CREATE FUNCTION canbo_first_day(written text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN written <> '' THEN make_date(
        substr(written, 1, 4)::int,
        coalesce(nullif(substr(written, 6, 2), ''), '1')::int,
        coalesce(nullif(substr(written, 9, 2), ''), '1')::int) END;
END;

CREATE FUNCTION canbo_last_day(written text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE length(written)
        WHEN 10 THEN make_date(substr(written, 1, 4)::int, substr(written, 6, 2)::int,
                               substr(written, 9, 2)::int)
        WHEN 7 THEN (make_date(substr(written, 1, 4)::int, substr(written, 6, 2)::int, 1)
                     + interval '1 month' - interval '1 day')::date
        WHEN 4 THEN make_date(written::int, 12, 31) END;
END;

CREATE FUNCTION canbo_period(first_day date, past_day date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN first_day >= past_day THEN 'empty'::daterange
                ELSE daterange(first_day, past_day) END;
END;

CREATE FUNCTION canbo_valid(begins text, ends text, known_by date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
        WHEN coalesce(canbo_last_day(begins), known_by) >= canbo_first_day(ends) + 1
        THEN canbo_period(coalesce(canbo_first_day(begins), known_by), canbo_last_day(ends) + 1)
        ELSE canbo_period(coalesce(canbo_last_day(begins), known_by), canbo_first_day(ends) + 1)
    END;
END;
"""

DROP_PERIOD_FUNCTIONS = """
DROP FUNCTION canbo_valid(text, text, date);
DROP FUNCTION canbo_period(date, date);
DROP FUNCTION canbo_last_day(text);
DROP FUNCTION canbo_first_day(text);
"""
