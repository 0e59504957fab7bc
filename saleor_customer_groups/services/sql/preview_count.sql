-- How many a rule takes in.
{{queries}}
SELECT count(*) FROM (
  {{members}}
) members
