-- What people ruled about which findings are one issue: split, merged, and taken back. Findings are named by tool and
-- fingerprint, not by id, so that a ruling holds on the next scan.

CREATE TABLE issue_override (
  organisation text NOT NULL,
  repository text NOT NULL,
  override text NOT NULL,
  -- 1, 2, 3 … in one repository: on one pair of findings the latest counts.
  sequence integer NOT NULL CHECK (sequence > 0),
  action text NOT NULL CHECK (action IN ('split', 'merge', 'undo')),
  keys text[] NOT NULL,
  split_from text[] NOT NULL,
  undoes text,
  across_kinds boolean NOT NULL,
  decided_by text NOT NULL CHECK (decided_by <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, repository, override),
  UNIQUE (organisation, repository, sequence),
  FOREIGN KEY (organisation, repository) REFERENCES repository,
  -- At the end of the transaction: a restored dump may hold the ruling after what takes it back.
  FOREIGN KEY (organisation, repository, undoes) REFERENCES issue_override DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT issue_override_shape CHECK (
    CASE action
      WHEN 'merge' THEN cardinality(keys) > 1 AND cardinality(split_from) = 0 AND undoes IS NULL
      WHEN 'split' THEN cardinality(keys) > 0 AND cardinality(split_from) > 0 AND undoes IS NULL
      ELSE cardinality(keys) = 0 AND cardinality(split_from) = 0 AND undoes IS NOT NULL
    END
  )
);
CREATE TRIGGER issue_override_only_grows BEFORE UPDATE OR DELETE ON issue_override
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER issue_override_is_not_emptied BEFORE TRUNCATE ON issue_override
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sbr_writer') THEN
    GRANT SELECT, INSERT ON issue_override TO sbr_writer;
  END IF;
END
$$;
