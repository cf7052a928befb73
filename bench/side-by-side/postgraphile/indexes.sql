-- What the operations read, made after the rows are in.

-- A link is followed both ways: by where it leads from, in order of where it leads to. The days are beside the codes,
-- so that the index alone says which hold.
CREATE INDEX ON system_region (region_id, integrated_care_system_id) INCLUDE (life_from, life_to);
CREATE INDEX ON system_region (integrated_care_system_id, life_from) INCLUDE (region_id, life_to);
CREATE INDEX ON sub_icb_system (integrated_care_system_id, sub_icb_location_id) INCLUDE (life_from, life_to);
CREATE INDEX ON sub_icb_system (sub_icb_location_id, life_from) INCLUDE (integrated_care_system_id, life_to);
CREATE INDEX ON network_sub_icb (sub_icb_location_id, primary_care_network_id) INCLUDE (life_from, life_to);
CREATE INDEX ON network_sub_icb (primary_care_network_id, life_from) INCLUDE (sub_icb_location_id, life_to);
CREATE INDEX ON practice_sub_icb (sub_icb_location_id, practice_id) INCLUDE (life_from, life_to);
CREATE INDEX ON practice_sub_icb (practice_id, life_from) INCLUDE (sub_icb_location_id, life_to);
CREATE INDEX ON practice_network (primary_care_network_id, practice_id) INCLUDE (life_from, life_to);
CREATE INDEX ON practice_network (practice_id, life_from) INCLUDE (primary_care_network_id, life_to);

-- Lists of those that live, by code and by name; names by prefix (in locale C) and by what they contain.
CREATE INDEX ON practice (ods_code) INCLUDE (life_from, life_to, name);
CREATE INDEX ON practice (name, ods_code) INCLUDE (life_from, life_to);
CREATE INDEX ON practice (list_size) INCLUDE (life_from, life_to);
CREATE INDEX ON practice USING gin (name gin_trgm_ops);
CREATE INDEX ON primary_care_network (ods_code) INCLUDE (life_from, life_to, name);

CREATE INDEX ON region (life_from, life_to);
CREATE INDEX ON integrated_care_system (life_from, life_to);
CREATE INDEX ON sub_icb_location (life_from, life_to);
CREATE INDEX ON primary_care_network (life_from, life_to);
CREATE INDEX ON practice (life_from, life_to);

VACUUM (ANALYZE);
