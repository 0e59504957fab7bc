-- Since when transactions that have written may have been open; now where none is. Of
-- other users' transactions only those with the right to see them know.
SELECT least(
  clock_timestamp(),
  (SELECT min(xact_start) FROM pg_stat_activity
   WHERE datname = current_database() AND backend_xid IS NOT NULL
     AND pid <> pg_backend_pid()),
  (SELECT min(prepared) FROM pg_prepared_xacts WHERE database = current_database())
)
