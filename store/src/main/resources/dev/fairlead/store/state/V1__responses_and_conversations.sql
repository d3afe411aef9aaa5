-- Instants are milliseconds since 1970. Absent texts are empty. Small columns stand before large
-- ones: SQLite reads a row from its front.

CREATE TABLE response (
  key INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  model TEXT NOT NULL,
  previous_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  background INTEGER NOT NULL,
  cancel_requested INTEGER NOT NULL,
  status TEXT NOT NULL
    CHECK (status IN ('queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled')),
  input_bytes INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  event_bytes INTEGER NOT NULL,
  object TEXT NOT NULL,
  opaque TEXT NOT NULL,
  UNIQUE (owner, id)
) STRICT;

CREATE INDEX response_expires ON response (expires);
CREATE INDEX response_previous ON response (owner, previous_id) WHERE previous_id <> '';
CREATE INDEX response_unfinished ON response (created) WHERE status IN ('queued', 'in_progress');

-- side: 0 input, 1 output.
CREATE TABLE response_item (
  key INTEGER PRIMARY KEY,
  response INTEGER NOT NULL REFERENCES response (key) ON DELETE CASCADE,
  side INTEGER NOT NULL CHECK (side IN (0, 1)),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (response, side, position)
) STRICT;

CREATE INDEX response_item_id ON response_item (id);

CREATE TABLE response_event (
  response INTEGER NOT NULL REFERENCES response (key) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (response, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  key INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  UNIQUE (owner, id)
) STRICT;

CREATE INDEX conversation_expires ON conversation (expires);

CREATE TABLE conversation_item (
  key INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversation (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (conversation, position),
  UNIQUE (conversation, id)
) STRICT;

CREATE INDEX conversation_item_id ON conversation_item (id);
