-- Members who were recomputed, so that nobody knows since when.
SELECT profile_id, NULL::timestamptz AS joined_at, '' AS via FROM (
  {{known}}
) known
