-- Knowledge: code by content, its embedding, what fixed it, and what was decided on it.

-- Raised by tables that only grow.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Code by the digest of what was read; the text itself is redacted, and null once erased.
CREATE TABLE code_context (
  organisation text NOT NULL REFERENCES organisation,
  context text NOT NULL,
  language text,
  symbol text,
  code text,
  redactions jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at timestamptz,
  PRIMARY KEY (organisation, context),
  CHECK ((code IS NULL) = (erased_at IS NOT NULL))
);

CREATE TABLE finding_context (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  finding text NOT NULL,
  context text NOT NULL,
  start_line integer NOT NULL,
  end_line integer NOT NULL,
  PRIMARY KEY (organisation, repository, snapshot, finding, context),
  FOREIGN KEY (organisation, repository, snapshot, finding) REFERENCES finding ON DELETE CASCADE,
  FOREIGN KEY (organisation, context) REFERENCES code_context
);
CREATE INDEX finding_context_by_context ON finding_context (organisation, context);

-- Half precision: half the index at the same recall.
CREATE TABLE embedding (
  organisation text NOT NULL,
  context text NOT NULL,
  model text NOT NULL,
  embedding halfvec(384) NOT NULL,
  PRIMARY KEY (organisation, context, model),
  FOREIGN KEY (organisation, context) REFERENCES code_context ON DELETE CASCADE
);
CREATE INDEX embedding_nearest ON embedding USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 64);

CREATE TABLE remediation (
  organisation text NOT NULL,
  repository text NOT NULL,
  remediation text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'fixed', 'accepted-risk', 'suppressed')),
  from_snapshot text NOT NULL,
  to_snapshot text NOT NULL,
  advisory text,
  cwe integer,
  language text NOT NULL,
  path text NOT NULL,
  symbol text,
  before_context text NOT NULL,
  after_context text NOT NULL,
  engines text[] NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, remediation),
  FOREIGN KEY (organisation, repository, from_snapshot) REFERENCES snapshot,
  FOREIGN KEY (organisation, repository, to_snapshot) REFERENCES snapshot,
  FOREIGN KEY (organisation, before_context) REFERENCES code_context,
  FOREIGN KEY (organisation, after_context) REFERENCES code_context
);

CREATE TABLE remediation_finding (
  organisation text NOT NULL,
  repository text NOT NULL,
  remediation text NOT NULL,
  snapshot text NOT NULL,
  finding text NOT NULL,
  PRIMARY KEY (organisation, repository, remediation, snapshot, finding),
  FOREIGN KEY (organisation, repository, remediation) REFERENCES remediation ON DELETE CASCADE
);

CREATE TABLE decision (
  organisation text NOT NULL,
  repository text NOT NULL,
  decision text NOT NULL,
  snapshot text NOT NULL,
  finding text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('true-positive', 'false-positive', 'uncertain')),
  decider_kind text NOT NULL CHECK (decider_kind IN ('person', 'test', 'model', 'advisory')),
  decider text NOT NULL CHECK (decider <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  evidence jsonb NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, decision),
  FOREIGN KEY (organisation, repository, snapshot) REFERENCES snapshot
);
CREATE INDEX decision_by_finding ON decision (organisation, repository, snapshot, finding);
CREATE TRIGGER decision_only_grows BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_is_not_emptied BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
