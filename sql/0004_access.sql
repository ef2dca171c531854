-- Access: who approved what, what is promoted, and the chain of every change.

CREATE TABLE approval (
  organisation text NOT NULL,
  subject_kind text NOT NULL CHECK (subject_kind IN ('dataset', 'model')),
  -- The artefact's digest: an approval never carries over to other content.
  subject text NOT NULL,
  approver text NOT NULL CHECK (approver <> ''),
  role text NOT NULL CHECK (role IN ('security-reviewer', 'ml-engineer')),
  author text NOT NULL CHECK (author <> ''),
  reason text NOT NULL,
  envelope jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, subject_kind, subject, approver),
  CHECK (approver <> author)
);

CREATE TABLE promotion (
  organisation text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  kind text NOT NULL CHECK (kind IN ('promote', 'rollback')),
  -- The model that serves from now on; null: a rollback to none.
  model text,
  evaluation text,
  actor text NOT NULL,
  reason text NOT NULL,
  envelope jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, sequence),
  FOREIGN KEY (organisation, model) REFERENCES model,
  FOREIGN KEY (organisation, evaluation) REFERENCES evaluation,
  CHECK (kind = 'rollback' OR (model IS NOT NULL AND evaluation IS NOT NULL))
);

-- Two distinct people in two distinct roles, neither of them the author, whatever a program above says.
CREATE FUNCTION require_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  the_author text;
BEGIN
  IF NEW.model IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT author INTO STRICT the_author FROM model
    WHERE organisation = NEW.organisation AND model = NEW.model;
  IF NOT EXISTS (
    SELECT 1 FROM approval a JOIN approval b
      ON a.organisation = b.organisation AND a.subject_kind = b.subject_kind AND a.subject = b.subject
     AND a.approver <> b.approver AND a.role <> b.role
    WHERE a.organisation = NEW.organisation AND a.subject_kind = 'model' AND a.subject = NEW.model
      AND a.approver <> the_author AND b.approver <> the_author
  ) THEN
    RAISE EXCEPTION 'model % is not approved by two people in two roles', NEW.model
      USING ERRCODE = 'check_violation', CONSTRAINT = 'promotion_two_people';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER promotion_two_people BEFORE INSERT ON promotion
  FOR EACH ROW EXECUTE FUNCTION require_two_people();

-- The author that an approval names is the model's own, not one that the caller makes up.
CREATE FUNCTION require_true_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject_kind = 'model' AND NOT EXISTS (
    SELECT 1 FROM model
    WHERE organisation = NEW.organisation AND model = NEW.subject AND author = NEW.author
  ) THEN
    RAISE EXCEPTION 'approval of model % names another author', NEW.subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_true_author';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_true_author BEFORE INSERT ON approval
  FOR EACH ROW EXECUTE FUNCTION require_true_author();

-- Each record carries the hash of the one before; written in the transaction of the change that it tells of.
CREATE TABLE audit_record (
  organisation text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  at text NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  facts jsonb NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (organisation, sequence),
  UNIQUE (organisation, previous)
);

CREATE TABLE audit_checkpoint (
  organisation text NOT NULL,
  sequence bigint NOT NULL,
  envelope jsonb NOT NULL,
  PRIMARY KEY (organisation, sequence)
);

CREATE TABLE api_key (
  organisation text NOT NULL REFERENCES organisation,
  key text NOT NULL,
  -- SHA-256 of the key; the key itself is shown once and stored nowhere.
  hash text NOT NULL,
  identity text NOT NULL,
  roles text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (organisation, key),
  UNIQUE (organisation, hash)
);

CREATE TRIGGER approval_only_grows BEFORE UPDATE OR DELETE ON approval
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promotion_only_grows BEFORE UPDATE OR DELETE ON promotion
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_record_only_grows BEFORE UPDATE OR DELETE ON audit_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_record_is_not_emptied BEFORE TRUNCATE ON audit_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_only_grows BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
