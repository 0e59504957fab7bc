CASE WHEN lower(btrim(said.{{name}}))
          IN ('true', 't', 'yes', 'y', '1', 'on', 'subscribed') THEN 'subscribed'
     WHEN lower(btrim(said.{{name}}))
          IN ('false', 'f', 'no', 'n', '0', 'off', 'unsubscribed') THEN 'unsubscribed'
     ELSE 'unknown'
END
