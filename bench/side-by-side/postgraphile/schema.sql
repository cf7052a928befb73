-- Organisations, a table a kind, and the dated links between them. Codes are the keys, so that a link holds what lists
-- are ordered by. The database's locale is C: text is ordered by code point, and indexes serve prefixes.
--
-- A link holds from life_from to the day before life_to; valid_from and valid_to are the first and the last day as
-- they are published, null where none is. An organisation lives from life_from to the day before life_to.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE region (
  ods_code text PRIMARY KEY,
  name text NOT NULL,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE integrated_care_system (
  ods_code text PRIMARY KEY,
  name text NOT NULL,
  board_name text,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE sub_icb_location (
  ods_code text PRIMARY KEY,
  name text NOT NULL,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE primary_care_network (
  ods_code text PRIMARY KEY,
  name text,
  town text,
  postcode text,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE practice (
  ods_code text PRIMARY KEY,
  name text,
  town text,
  postcode text,
  opened_on date,
  latitude double precision,
  longitude double precision,
  list_size integer,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE system_region (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  integrated_care_system_id text NOT NULL REFERENCES integrated_care_system,
  region_id text NOT NULL REFERENCES region,
  valid_from date,
  valid_to date,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE sub_icb_system (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  sub_icb_location_id text NOT NULL REFERENCES sub_icb_location,
  integrated_care_system_id text NOT NULL REFERENCES integrated_care_system,
  valid_from date,
  valid_to date,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE network_sub_icb (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  primary_care_network_id text NOT NULL REFERENCES primary_care_network,
  sub_icb_location_id text NOT NULL REFERENCES sub_icb_location,
  valid_from date,
  valid_to date,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE practice_sub_icb (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  practice_id text NOT NULL REFERENCES practice,
  sub_icb_location_id text NOT NULL REFERENCES sub_icb_location,
  valid_from date,
  valid_to date,
  life_from date NOT NULL,
  life_to date NOT NULL
);

CREATE TABLE practice_network (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  practice_id text NOT NULL REFERENCES practice,
  primary_care_network_id text NOT NULL REFERENCES primary_care_network,
  valid_from date,
  valid_to date,
  life_from date NOT NULL,
  life_to date NOT NULL
);

-- What an organisation has on a day, as fields of it. Each is one query that PostgreSQL puts in place of its call; that is
-- also why the one network of a practice is a set.

CREATE FUNCTION regions_on("on" date) RETURNS SETOF region LANGUAGE sql STABLE AS $$
  SELECT r.* FROM region r
  WHERE r.life_from <= "on" AND r.life_to > "on"
  ORDER BY r.ods_code
$$;

CREATE FUNCTION region_integrated_care_systems_on(r region, "on" date) RETURNS SETOF integrated_care_system LANGUAGE sql STABLE AS $$
  SELECT s.* FROM system_region l
  JOIN integrated_care_system s ON s.ods_code = l.integrated_care_system_id
  WHERE l.region_id = r.ods_code AND l.life_from <= "on" AND l.life_to > "on"
  ORDER BY s.ods_code
$$;

CREATE FUNCTION integrated_care_system_primary_care_networks_on(s integrated_care_system, "on" date) RETURNS SETOF primary_care_network LANGUAGE sql STABLE AS $$
  SELECT n.* FROM sub_icb_system a
  JOIN network_sub_icb b ON b.sub_icb_location_id = a.sub_icb_location_id
  JOIN primary_care_network n ON n.ods_code = b.primary_care_network_id
  WHERE a.integrated_care_system_id = s.ods_code
    AND a.life_from <= "on" AND a.life_to > "on" AND b.life_from <= "on" AND b.life_to > "on"
  ORDER BY n.ods_code
$$;

CREATE FUNCTION integrated_care_system_practices_on(s integrated_care_system, "on" date) RETURNS SETOF practice LANGUAGE sql STABLE AS $$
  SELECT p.* FROM sub_icb_system a
  JOIN practice_sub_icb b ON b.sub_icb_location_id = a.sub_icb_location_id
  JOIN practice p ON p.ods_code = b.practice_id
  WHERE a.integrated_care_system_id = s.ods_code
    AND a.life_from <= "on" AND a.life_to > "on" AND b.life_from <= "on" AND b.life_to > "on"
  ORDER BY p.ods_code
$$;
COMMENT ON FUNCTION integrated_care_system_practices_on IS '@behavior orderBy order';

CREATE FUNCTION primary_care_network_practices_on(n primary_care_network, "on" date) RETURNS SETOF practice LANGUAGE sql STABLE AS $$
  SELECT p.* FROM practice_network l
  JOIN practice p ON p.ods_code = l.practice_id
  WHERE l.primary_care_network_id = n.ods_code AND l.life_from <= "on" AND l.life_to > "on"
  ORDER BY p.ods_code
$$;

CREATE FUNCTION practice_primary_care_networks_on(p practice, "on" date) RETURNS SETOF primary_care_network LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT n.* FROM practice_network l
  JOIN primary_care_network n ON n.ods_code = l.primary_care_network_id
  WHERE l.practice_id = p.ods_code AND l.life_from <= "on" AND l.life_to > "on"
$$;
