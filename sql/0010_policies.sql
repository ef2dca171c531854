-- What decides rewards: what each hash stands for, and policies that somebody proposed for others to approve.

-- A hash on a reward is opened here: the policy, and the engines, packs, advisories and tasks it was judged with.
CREATE TABLE reward_policy (
  organisation text NOT NULL REFERENCES organisation,
  hash text NOT NULL,
  policy jsonb NOT NULL,
  identity jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, hash)
);
CREATE TRIGGER reward_policy_only_grows BEFORE UPDATE OR DELETE ON reward_policy
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE policy_proposal (
  organisation text NOT NULL REFERENCES organisation,
  -- Digest of the document: an approval never carries over to other content.
  policy text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  author text NOT NULL CHECK (author <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, policy)
);
CREATE TRIGGER policy_proposal_only_grows BEFORE UPDATE OR DELETE ON policy_proposal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE approval DROP CONSTRAINT approval_subject_kind_check;
ALTER TABLE approval ADD CONSTRAINT approval_subject_kind_check
  CHECK (subject_kind IN ('dataset', 'model', 'policy'));

-- The author that an approval names is the artefact's own, not one that the caller makes up.
CREATE OR REPLACE FUNCTION require_true_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject_kind = 'model' AND NOT EXISTS (
    SELECT 1 FROM model
    WHERE organisation = NEW.organisation AND model = NEW.subject AND author = NEW.author
  ) THEN
    RAISE EXCEPTION 'approval of model % names another author', NEW.subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_true_author';
  END IF;
  IF NEW.subject_kind = 'policy' AND NOT EXISTS (
    SELECT 1 FROM policy_proposal
    WHERE organisation = NEW.organisation AND policy = NEW.subject AND author = NEW.author
  ) THEN
    RAISE EXCEPTION 'approval of policy % names another author', NEW.subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_true_author';
  END IF;
  RETURN NEW;
END
$$;

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sbr_writer') THEN
    GRANT SELECT, INSERT ON reward_policy, policy_proposal TO sbr_writer;
  END IF;
END
$$;
