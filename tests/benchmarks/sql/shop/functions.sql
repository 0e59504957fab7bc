-- Pseudo-random in [0, 1), the same in every run.
CREATE FUNCTION bench_random(id bigint, salt bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (hashint8extended(id, salt) & 9007199254740991)::double precision
    / 9007199254740992
$$
