CASE WHEN jsonb_typeof(u.private_metadata -> {{key}}::text) = 'string'
     THEN u.private_metadata ->> {{key}}::text
END
