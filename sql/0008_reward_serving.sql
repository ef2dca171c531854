-- Serving rewards: what a key may do and how much, and answers that a repeated request gets again.

ALTER TABLE api_key
  -- What the key is for; an empty list may do nothing.
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{}',
  -- {samplesPerMinute, concurrentSamples}, each a number or null: no limit of the key's own.
  ADD COLUMN limits jsonb NOT NULL DEFAULT '{}';

-- One request under an idempotency key of its caller; `answer` is null until there is one.
CREATE TABLE idempotent_request (
  organisation text NOT NULL REFERENCES organisation,
  caller text NOT NULL,
  key text NOT NULL,
  -- SHA-256 of what was asked: the same key with another body is a mistake of the caller.
  request text NOT NULL,
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, caller, key)
);
CREATE INDEX idempotent_request_by_age ON idempotent_request (organisation, created_at);

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sbr_writer') THEN
    GRANT SELECT, INSERT, DELETE ON idempotent_request TO sbr_writer;
    GRANT UPDATE (answer) ON idempotent_request TO sbr_writer;
  END IF;
END
$$;
