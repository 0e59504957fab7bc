-- Whoever is taken in at this moment, put aside for this transaction.
CREATE TEMPORARY TABLE customer_groups_snapshot ON COMMIT DROP AS
  SELECT DISTINCT profile_id FROM (
    {{members}}
  ) members
