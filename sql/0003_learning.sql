-- Learning: judgements, datasets, gates, models, evaluations, and what the gateway generated.

CREATE TABLE sample_judgement (
  organisation text NOT NULL REFERENCES organisation,
  sample text NOT NULL,
  policy text NOT NULL,
  reward double precision,
  valid boolean NOT NULL,
  label text NOT NULL CHECK (label IN ('clean', 'static-vulnerable', 'dependency-vulnerable', 'both', 'unknown')),
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, sample, policy),
  -- An engine that failed is never 0 and never 1.
  CHECK (valid = (reward IS NOT NULL))
);

CREATE TABLE dataset (
  organisation text NOT NULL REFERENCES organisation,
  dataset text NOT NULL,
  status text NOT NULL CHECK (status IN ('candidate', 'released')),
  manifest jsonb NOT NULL,
  envelope jsonb NOT NULL,
  -- Digests of content that was erased after it had become part of this.
  erased text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  released_at timestamptz,
  PRIMARY KEY (organisation, dataset),
  CHECK ((status = 'released') = (released_at IS NOT NULL))
);

CREATE TABLE dataset_item (
  organisation text NOT NULL,
  dataset text NOT NULL,
  item text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('remediation', 'task')),
  language text NOT NULL,
  cwe integer,
  split text NOT NULL CHECK (split IN ('train', 'validation')),
  origins text[] NOT NULL,
  -- null once the content was erased.
  document jsonb,
  PRIMARY KEY (organisation, dataset, item),
  FOREIGN KEY (organisation, dataset) REFERENCES dataset
);

CREATE TABLE gate_verdict (
  organisation text NOT NULL,
  verdict text NOT NULL,
  dataset text NOT NULL,
  profile text NOT NULL,
  passed boolean NOT NULL,
  document jsonb NOT NULL,
  envelope jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, verdict),
  FOREIGN KEY (organisation, dataset) REFERENCES dataset
);

CREATE TABLE model (
  organisation text NOT NULL REFERENCES organisation,
  model text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('base', 'adapter')),
  base text,
  dataset text,
  path text NOT NULL,
  author text NOT NULL,
  parameters jsonb NOT NULL,
  envelope jsonb NOT NULL,
  erased text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, model),
  FOREIGN KEY (organisation, dataset) REFERENCES dataset,
  FOREIGN KEY (organisation, base) REFERENCES model,
  CHECK ((kind = 'adapter') = (base IS NOT NULL)),
  CHECK ((kind = 'adapter') = (dataset IS NOT NULL))
);

CREATE TABLE evaluation (
  organisation text NOT NULL,
  evaluation text NOT NULL,
  model text NOT NULL,
  report jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, evaluation),
  FOREIGN KEY (organisation, model) REFERENCES model
);

-- Outcomes come one by one while an evaluation runs, so they are keyed by its plan, not by its report.
CREATE TABLE generation_outcome (
  organisation text NOT NULL REFERENCES organisation,
  evaluation text NOT NULL,
  arm text NOT NULL,
  task text NOT NULL,
  index integer NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, evaluation, arm, task, index)
);

CREATE TABLE captured_generation (
  organisation text NOT NULL REFERENCES organisation,
  generation text NOT NULL,
  model text NOT NULL,
  prompt text,
  text text,
  finish_reason text NOT NULL,
  prompt_tokens integer NOT NULL,
  completion_tokens integer NOT NULL,
  -- The snapshot under which its code was scanned; null until the loop has looked at it.
  scanned_as text,
  created_at timestamptz NOT NULL,
  erased_at timestamptz,
  PRIMARY KEY (organisation, generation)
);
CREATE INDEX captured_generation_unscanned ON captured_generation (organisation, created_at) WHERE scanned_as IS NULL;

CREATE TRIGGER sample_judgement_only_grows BEFORE DELETE ON sample_judgement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER gate_verdict_only_grows BEFORE UPDATE OR DELETE ON gate_verdict
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evaluation_only_grows BEFORE UPDATE OR DELETE ON evaluation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
