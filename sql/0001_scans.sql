-- Scans: what was looked at, by which engine, and what it said.
-- `organisation` leads every key (and `repository` where there is one), so that Citus can distribute the tables.
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE organisation (
  organisation text PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE repository (
  organisation text NOT NULL REFERENCES organisation,
  repository text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('package', 'git', 'folder', 'generated', 'report')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository)
);

-- One content state that was scanned: package@version, a commit, the digest of a folder.
CREATE TABLE snapshot (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, snapshot),
  FOREIGN KEY (organisation, repository) REFERENCES repository
);

CREATE TABLE scan_run (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  run text NOT NULL,
  tool text NOT NULL,
  tool_version text,
  status text NOT NULL CHECK (status IN ('complete', 'partial', 'failed', 'not-run')),
  packs jsonb NOT NULL,
  diagnostics jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, snapshot, run),
  FOREIGN KEY (organisation, repository, snapshot) REFERENCES snapshot
);

CREATE TABLE scan_target (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  run text NOT NULL,
  path text NOT NULL,
  status text NOT NULL CHECK (status IN ('scanned', 'failed', 'skipped', 'unsupported')),
  reason text,
  PRIMARY KEY (organisation, repository, snapshot, run, path),
  FOREIGN KEY (organisation, repository, snapshot, run) REFERENCES scan_run ON DELETE CASCADE
);

CREATE TABLE finding (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  finding text NOT NULL,
  run text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('static', 'dependency', 'secret', 'config', 'license', 'quality')),
  tool text NOT NULL,
  rule text NOT NULL,
  pack text,
  cwe integer,
  severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'info', 'unknown')),
  path text,
  start_line integer,
  end_line integer,
  -- The exact fingerprint of our own, the one that survives shifted lines.
  fingerprint text,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, snapshot, finding),
  FOREIGN KEY (organisation, repository, snapshot, run) REFERENCES scan_run ON DELETE CASCADE
);
CREATE INDEX finding_by_run ON finding (organisation, repository, snapshot, run);
CREATE INDEX finding_by_cwe ON finding (organisation, cwe);
CREATE INDEX finding_by_fingerprint ON finding (organisation, repository, fingerprint);

-- One scan: the set of runs whose findings were grouped into issues together.
CREATE TABLE scan (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  scan text NOT NULL,
  runs text[] NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, snapshot, scan),
  FOREIGN KEY (organisation, repository, snapshot) REFERENCES snapshot
);

CREATE TABLE issue (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  scan text NOT NULL,
  issue text NOT NULL,
  cwe integer,
  severity text NOT NULL,
  path text,
  start_line integer,
  title text NOT NULL,
  engines text[] NOT NULL,
  lineages text[] NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (organisation, repository, snapshot, scan, issue),
  FOREIGN KEY (organisation, repository, snapshot, scan) REFERENCES scan ON DELETE CASCADE
);

CREATE TABLE issue_finding (
  organisation text NOT NULL,
  repository text NOT NULL,
  snapshot text NOT NULL,
  scan text NOT NULL,
  issue text NOT NULL,
  finding text NOT NULL,
  PRIMARY KEY (organisation, repository, snapshot, scan, issue, finding),
  FOREIGN KEY (organisation, repository, snapshot, scan, issue) REFERENCES issue ON DELETE CASCADE
);
