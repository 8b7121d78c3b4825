CREATE TABLE ha_streaming_state (
  primary_ocid VARCHAR(255) NOT NULL PRIMARY KEY,
  epoch NUMERIC(19) NOT NULL,
  lineage VARCHAR(255) NOT NULL,
  state CLOB NOT NULL
)
