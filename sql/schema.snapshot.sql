CREATE SCHEMA sbr;
CREATE FUNCTION sbr.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE FUNCTION sbr.require_true_author() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION sbr.require_two_people() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE TABLE sbr.api_key (
    organisation text NOT NULL,
    key text NOT NULL,
    hash text NOT NULL,
    identity text NOT NULL,
    roles text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    scopes text[] DEFAULT '{}'::text[] NOT NULL,
    limits jsonb DEFAULT '{}'::jsonb NOT NULL
);
CREATE TABLE sbr.approval (
    organisation text NOT NULL,
    subject_kind text NOT NULL,
    subject text NOT NULL,
    approver text NOT NULL,
    role text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    envelope jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT approval_approver_check CHECK ((approver <> ''::text)),
    CONSTRAINT approval_author_check CHECK ((author <> ''::text)),
    CONSTRAINT approval_check CHECK ((approver <> author)),
    CONSTRAINT approval_role_check CHECK ((role = ANY (ARRAY['security-reviewer'::text, 'ml-engineer'::text]))),
    CONSTRAINT approval_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['dataset'::text, 'model'::text, 'policy'::text])))
);
CREATE TABLE sbr.audit_checkpoint (
    organisation text NOT NULL,
    sequence bigint NOT NULL,
    envelope jsonb NOT NULL
);
CREATE TABLE sbr.audit_record (
    organisation text NOT NULL,
    sequence bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    facts jsonb NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_record_sequence_check CHECK ((sequence > 0))
);
CREATE TABLE sbr.captured_generation (
    organisation text NOT NULL,
    generation text NOT NULL,
    model text NOT NULL,
    prompt text,
    text text,
    finish_reason text NOT NULL,
    prompt_tokens integer NOT NULL,
    completion_tokens integer NOT NULL,
    scanned_as text,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone
);
CREATE TABLE sbr.code_context (
    organisation text NOT NULL,
    context text NOT NULL,
    language text,
    symbol text,
    code text,
    redactions jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT code_context_check CHECK (((code IS NULL) = (erased_at IS NOT NULL)))
);
CREATE TABLE sbr.dataset (
    organisation text NOT NULL,
    dataset text NOT NULL,
    status text NOT NULL,
    manifest jsonb NOT NULL,
    envelope jsonb NOT NULL,
    erased text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    released_at timestamp with time zone,
    CONSTRAINT dataset_check CHECK (((status = 'released'::text) = (released_at IS NOT NULL))),
    CONSTRAINT dataset_status_check CHECK ((status = ANY (ARRAY['candidate'::text, 'released'::text])))
);
CREATE TABLE sbr.dataset_item (
    organisation text NOT NULL,
    dataset text NOT NULL,
    item text NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    cwe integer,
    split text NOT NULL,
    origins text[] NOT NULL,
    document jsonb,
    CONSTRAINT dataset_item_kind_check CHECK ((kind = ANY (ARRAY['remediation'::text, 'task'::text]))),
    CONSTRAINT dataset_item_split_check CHECK ((split = ANY (ARRAY['train'::text, 'validation'::text])))
);
CREATE TABLE sbr.decision (
    organisation text NOT NULL,
    repository text NOT NULL,
    decision text NOT NULL,
    snapshot text NOT NULL,
    finding text NOT NULL,
    verdict text NOT NULL,
    decider_kind text NOT NULL,
    decider text NOT NULL,
    reason text NOT NULL,
    evidence jsonb NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT decision_decider_check CHECK ((decider <> ''::text)),
    CONSTRAINT decision_decider_kind_check CHECK ((decider_kind = ANY (ARRAY['person'::text, 'test'::text, 'model'::text, 'advisory'::text]))),
    CONSTRAINT decision_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT decision_verdict_check CHECK ((verdict = ANY (ARRAY['true-positive'::text, 'false-positive'::text, 'uncertain'::text])))
);
CREATE TABLE sbr.embedding (
    organisation text NOT NULL,
    context text NOT NULL,
    model text NOT NULL,
    embedding sbr.halfvec(384) NOT NULL
);
CREATE TABLE sbr.evaluation (
    organisation text NOT NULL,
    evaluation text NOT NULL,
    model text NOT NULL,
    report jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.finding (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    finding text NOT NULL,
    run text NOT NULL,
    kind text NOT NULL,
    tool text NOT NULL,
    rule text NOT NULL,
    pack text,
    cwe integer,
    severity text NOT NULL,
    path text,
    start_line integer,
    end_line integer,
    fingerprint text,
    document jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT finding_kind_check CHECK ((kind = ANY (ARRAY['static'::text, 'dependency'::text, 'secret'::text, 'config'::text, 'license'::text, 'quality'::text]))),
    CONSTRAINT finding_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text, 'info'::text, 'unknown'::text])))
);
CREATE TABLE sbr.finding_context (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    finding text NOT NULL,
    context text NOT NULL,
    start_line integer NOT NULL,
    end_line integer NOT NULL
);
CREATE TABLE sbr.gate_verdict (
    organisation text NOT NULL,
    verdict text NOT NULL,
    dataset text NOT NULL,
    profile text NOT NULL,
    passed boolean NOT NULL,
    document jsonb NOT NULL,
    envelope jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.generation_outcome (
    organisation text NOT NULL,
    evaluation text NOT NULL,
    arm text NOT NULL,
    task text NOT NULL,
    index integer NOT NULL,
    document jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.idempotent_request (
    organisation text NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    answer text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.issue (
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
    document jsonb NOT NULL
);
CREATE TABLE sbr.issue_finding (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    scan text NOT NULL,
    issue text NOT NULL,
    finding text NOT NULL
);
CREATE TABLE sbr.issue_override (
    organisation text NOT NULL,
    repository text NOT NULL,
    override text NOT NULL,
    sequence integer NOT NULL,
    action text NOT NULL,
    keys text[] NOT NULL,
    split_from text[] NOT NULL,
    undoes text,
    across_kinds boolean NOT NULL,
    decided_by text NOT NULL,
    reason text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT issue_override_action_check CHECK ((action = ANY (ARRAY['split'::text, 'merge'::text, 'undo'::text]))),
    CONSTRAINT issue_override_decided_by_check CHECK ((decided_by <> ''::text)),
    CONSTRAINT issue_override_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT issue_override_sequence_check CHECK ((sequence > 0)),
    CONSTRAINT issue_override_shape CHECK (
CASE action
    WHEN 'merge'::text THEN ((cardinality(keys) > 1) AND (cardinality(split_from) = 0) AND (undoes IS NULL))
    WHEN 'split'::text THEN ((cardinality(keys) > 0) AND (cardinality(split_from) > 0) AND (undoes IS NULL))
    ELSE ((cardinality(keys) = 0) AND (cardinality(split_from) = 0) AND (undoes IS NOT NULL))
END)
);
CREATE TABLE sbr.migration (
    version integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.model (
    organisation text NOT NULL,
    model text NOT NULL,
    kind text NOT NULL,
    base text,
    dataset text,
    path text NOT NULL,
    author text NOT NULL,
    parameters jsonb NOT NULL,
    envelope jsonb NOT NULL,
    erased text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT model_check CHECK (((kind = 'adapter'::text) = (base IS NOT NULL))),
    CONSTRAINT model_check1 CHECK (((kind = 'adapter'::text) = (dataset IS NOT NULL))),
    CONSTRAINT model_kind_check CHECK ((kind = ANY (ARRAY['base'::text, 'adapter'::text])))
);
CREATE TABLE sbr.organisation (
    organisation text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.policy_proposal (
    organisation text NOT NULL,
    policy text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    document jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT policy_proposal_author_check CHECK ((author <> ''::text)),
    CONSTRAINT policy_proposal_reason_check CHECK ((reason <> ''::text))
);
CREATE TABLE sbr.promotion (
    organisation text NOT NULL,
    sequence bigint NOT NULL,
    kind text NOT NULL,
    model text,
    evaluation text,
    actor text NOT NULL,
    reason text NOT NULL,
    envelope jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT promotion_check CHECK (((kind = 'rollback'::text) OR ((model IS NOT NULL) AND (evaluation IS NOT NULL)))),
    CONSTRAINT promotion_kind_check CHECK ((kind = ANY (ARRAY['promote'::text, 'rollback'::text]))),
    CONSTRAINT promotion_sequence_check CHECK ((sequence > 0))
);
CREATE TABLE sbr.remediation (
    organisation text NOT NULL,
    repository text NOT NULL,
    remediation text NOT NULL,
    state text NOT NULL,
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
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT remediation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'fixed'::text, 'accepted-risk'::text, 'suppressed'::text])))
);
CREATE TABLE sbr.remediation_finding (
    organisation text NOT NULL,
    repository text NOT NULL,
    remediation text NOT NULL,
    snapshot text NOT NULL,
    finding text NOT NULL
);
CREATE TABLE sbr.repository (
    organisation text NOT NULL,
    repository text NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT repository_kind_check CHECK ((kind = ANY (ARRAY['package'::text, 'git'::text, 'folder'::text, 'generated'::text, 'report'::text])))
);
CREATE TABLE sbr.reward_policy (
    organisation text NOT NULL,
    hash text NOT NULL,
    policy jsonb NOT NULL,
    identity jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.sample_judgement (
    organisation text NOT NULL,
    sample text NOT NULL,
    policy text NOT NULL,
    reward double precision,
    valid boolean NOT NULL,
    label text NOT NULL,
    document jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT sample_judgement_check CHECK ((valid = (reward IS NOT NULL))),
    CONSTRAINT sample_judgement_label_check CHECK ((label = ANY (ARRAY['clean'::text, 'static-vulnerable'::text, 'dependency-vulnerable'::text, 'both'::text, 'unknown'::text])))
);
CREATE TABLE sbr.scan (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    scan text NOT NULL,
    runs text[] NOT NULL,
    stored_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.scan_run (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    run text NOT NULL,
    tool text NOT NULL,
    tool_version text,
    status text NOT NULL,
    packs jsonb NOT NULL,
    diagnostics jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT scan_run_status_check CHECK ((status = ANY (ARRAY['complete'::text, 'partial'::text, 'failed'::text, 'not-run'::text])))
);
CREATE TABLE sbr.scan_target (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    run text NOT NULL,
    path text NOT NULL,
    status text NOT NULL,
    reason text,
    CONSTRAINT scan_target_status_check CHECK ((status = ANY (ARRAY['scanned'::text, 'failed'::text, 'skipped'::text, 'unsupported'::text])))
);
CREATE TABLE sbr.snapshot (
    organisation text NOT NULL,
    repository text NOT NULL,
    snapshot text NOT NULL,
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE sbr.stage_progress (
    workflow text NOT NULL,
    stage text NOT NULL,
    status text NOT NULL,
    step text DEFAULT ''::text NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    unit text DEFAULT ''::text NOT NULL,
    error text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stage_progress_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY sbr.api_key
    ADD CONSTRAINT api_key_organisation_hash_key UNIQUE (organisation, hash);
ALTER TABLE ONLY sbr.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (organisation, key);
ALTER TABLE ONLY sbr.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (organisation, subject_kind, subject, approver);
ALTER TABLE ONLY sbr.audit_checkpoint
    ADD CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (organisation, sequence);
ALTER TABLE ONLY sbr.audit_record
    ADD CONSTRAINT audit_record_organisation_previous_key UNIQUE (organisation, previous);
ALTER TABLE ONLY sbr.audit_record
    ADD CONSTRAINT audit_record_pkey PRIMARY KEY (organisation, sequence);
ALTER TABLE ONLY sbr.captured_generation
    ADD CONSTRAINT captured_generation_pkey PRIMARY KEY (organisation, generation);
ALTER TABLE ONLY sbr.code_context
    ADD CONSTRAINT code_context_pkey PRIMARY KEY (organisation, context);
ALTER TABLE ONLY sbr.dataset_item
    ADD CONSTRAINT dataset_item_pkey PRIMARY KEY (organisation, dataset, item);
ALTER TABLE ONLY sbr.dataset
    ADD CONSTRAINT dataset_pkey PRIMARY KEY (organisation, dataset);
ALTER TABLE ONLY sbr.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (organisation, repository, decision);
ALTER TABLE ONLY sbr.embedding
    ADD CONSTRAINT embedding_pkey PRIMARY KEY (organisation, context, model);
ALTER TABLE ONLY sbr.evaluation
    ADD CONSTRAINT evaluation_pkey PRIMARY KEY (organisation, evaluation);
ALTER TABLE ONLY sbr.finding_context
    ADD CONSTRAINT finding_context_pkey PRIMARY KEY (organisation, repository, snapshot, finding, context);
ALTER TABLE ONLY sbr.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (organisation, repository, snapshot, finding);
ALTER TABLE ONLY sbr.gate_verdict
    ADD CONSTRAINT gate_verdict_pkey PRIMARY KEY (organisation, verdict);
ALTER TABLE ONLY sbr.generation_outcome
    ADD CONSTRAINT generation_outcome_pkey PRIMARY KEY (organisation, evaluation, arm, task, index);
ALTER TABLE ONLY sbr.idempotent_request
    ADD CONSTRAINT idempotent_request_pkey PRIMARY KEY (organisation, caller, key);
ALTER TABLE ONLY sbr.issue_finding
    ADD CONSTRAINT issue_finding_pkey PRIMARY KEY (organisation, repository, snapshot, scan, issue, finding);
ALTER TABLE ONLY sbr.issue_override
    ADD CONSTRAINT issue_override_organisation_repository_sequence_key UNIQUE (organisation, repository, sequence);
ALTER TABLE ONLY sbr.issue_override
    ADD CONSTRAINT issue_override_pkey PRIMARY KEY (organisation, repository, override);
ALTER TABLE ONLY sbr.issue
    ADD CONSTRAINT issue_pkey PRIMARY KEY (organisation, repository, snapshot, scan, issue);
ALTER TABLE ONLY sbr.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (version);
ALTER TABLE ONLY sbr.model
    ADD CONSTRAINT model_pkey PRIMARY KEY (organisation, model);
ALTER TABLE ONLY sbr.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (organisation);
ALTER TABLE ONLY sbr.policy_proposal
    ADD CONSTRAINT policy_proposal_pkey PRIMARY KEY (organisation, policy);
ALTER TABLE ONLY sbr.promotion
    ADD CONSTRAINT promotion_pkey PRIMARY KEY (organisation, sequence);
ALTER TABLE ONLY sbr.remediation_finding
    ADD CONSTRAINT remediation_finding_pkey PRIMARY KEY (organisation, repository, remediation, snapshot, finding);
ALTER TABLE ONLY sbr.remediation
    ADD CONSTRAINT remediation_pkey PRIMARY KEY (organisation, repository, remediation);
ALTER TABLE ONLY sbr.repository
    ADD CONSTRAINT repository_pkey PRIMARY KEY (organisation, repository);
ALTER TABLE ONLY sbr.reward_policy
    ADD CONSTRAINT reward_policy_pkey PRIMARY KEY (organisation, hash);
ALTER TABLE ONLY sbr.sample_judgement
    ADD CONSTRAINT sample_judgement_pkey PRIMARY KEY (organisation, sample, policy);
ALTER TABLE ONLY sbr.scan
    ADD CONSTRAINT scan_pkey PRIMARY KEY (organisation, repository, snapshot, scan);
ALTER TABLE ONLY sbr.scan_run
    ADD CONSTRAINT scan_run_pkey PRIMARY KEY (organisation, repository, snapshot, run);
ALTER TABLE ONLY sbr.scan_target
    ADD CONSTRAINT scan_target_pkey PRIMARY KEY (organisation, repository, snapshot, run, path);
ALTER TABLE ONLY sbr.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (organisation, repository, snapshot);
ALTER TABLE ONLY sbr.stage_progress
    ADD CONSTRAINT stage_progress_pkey PRIMARY KEY (workflow);
CREATE INDEX captured_generation_unscanned ON sbr.captured_generation USING btree (organisation, created_at) WHERE (scanned_as IS NULL);
CREATE INDEX decision_by_finding ON sbr.decision USING btree (organisation, repository, snapshot, finding);
CREATE INDEX embedding_nearest ON sbr.embedding USING hnsw (embedding sbr.halfvec_cosine_ops) WITH (m='16', ef_construction='64');
CREATE INDEX finding_by_cwe ON sbr.finding USING btree (organisation, cwe);
CREATE INDEX finding_by_fingerprint ON sbr.finding USING btree (organisation, repository, fingerprint);
CREATE INDEX finding_by_run ON sbr.finding USING btree (organisation, repository, snapshot, run);
CREATE INDEX finding_context_by_context ON sbr.finding_context USING btree (organisation, context);
CREATE INDEX idempotent_request_by_age ON sbr.idempotent_request USING btree (organisation, created_at);
CREATE TRIGGER approval_only_grows BEFORE DELETE OR UPDATE ON sbr.approval FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER approval_true_author BEFORE INSERT ON sbr.approval FOR EACH ROW EXECUTE FUNCTION sbr.require_true_author();
CREATE TRIGGER audit_checkpoint_only_grows BEFORE DELETE OR UPDATE ON sbr.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER audit_record_is_not_emptied BEFORE TRUNCATE ON sbr.audit_record FOR EACH STATEMENT EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER audit_record_only_grows BEFORE DELETE OR UPDATE ON sbr.audit_record FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER decision_is_not_emptied BEFORE TRUNCATE ON sbr.decision FOR EACH STATEMENT EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER decision_only_grows BEFORE DELETE OR UPDATE ON sbr.decision FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER evaluation_only_grows BEFORE DELETE OR UPDATE ON sbr.evaluation FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER gate_verdict_only_grows BEFORE DELETE OR UPDATE ON sbr.gate_verdict FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER issue_override_is_not_emptied BEFORE TRUNCATE ON sbr.issue_override FOR EACH STATEMENT EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER issue_override_only_grows BEFORE DELETE OR UPDATE ON sbr.issue_override FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER policy_proposal_only_grows BEFORE DELETE OR UPDATE ON sbr.policy_proposal FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER promotion_only_grows BEFORE DELETE OR UPDATE ON sbr.promotion FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER promotion_two_people BEFORE INSERT ON sbr.promotion FOR EACH ROW EXECUTE FUNCTION sbr.require_two_people();
CREATE TRIGGER reward_policy_only_grows BEFORE DELETE OR UPDATE ON sbr.reward_policy FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
CREATE TRIGGER sample_judgement_only_grows BEFORE DELETE ON sbr.sample_judgement FOR EACH ROW EXECUTE FUNCTION sbr.refuse_change();
ALTER TABLE ONLY sbr.api_key
    ADD CONSTRAINT api_key_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.captured_generation
    ADD CONSTRAINT captured_generation_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.code_context
    ADD CONSTRAINT code_context_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.dataset_item
    ADD CONSTRAINT dataset_item_organisation_dataset_fkey FOREIGN KEY (organisation, dataset) REFERENCES sbr.dataset(organisation, dataset);
ALTER TABLE ONLY sbr.dataset
    ADD CONSTRAINT dataset_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.decision
    ADD CONSTRAINT decision_organisation_repository_snapshot_fkey FOREIGN KEY (organisation, repository, snapshot) REFERENCES sbr.snapshot(organisation, repository, snapshot);
ALTER TABLE ONLY sbr.embedding
    ADD CONSTRAINT embedding_organisation_context_fkey FOREIGN KEY (organisation, context) REFERENCES sbr.code_context(organisation, context) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.evaluation
    ADD CONSTRAINT evaluation_organisation_model_fkey FOREIGN KEY (organisation, model) REFERENCES sbr.model(organisation, model);
ALTER TABLE ONLY sbr.finding_context
    ADD CONSTRAINT finding_context_organisation_context_fkey FOREIGN KEY (organisation, context) REFERENCES sbr.code_context(organisation, context);
ALTER TABLE ONLY sbr.finding_context
    ADD CONSTRAINT finding_context_organisation_repository_snapshot_finding_fkey FOREIGN KEY (organisation, repository, snapshot, finding) REFERENCES sbr.finding(organisation, repository, snapshot, finding) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.finding
    ADD CONSTRAINT finding_organisation_repository_snapshot_run_fkey FOREIGN KEY (organisation, repository, snapshot, run) REFERENCES sbr.scan_run(organisation, repository, snapshot, run) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.gate_verdict
    ADD CONSTRAINT gate_verdict_organisation_dataset_fkey FOREIGN KEY (organisation, dataset) REFERENCES sbr.dataset(organisation, dataset);
ALTER TABLE ONLY sbr.generation_outcome
    ADD CONSTRAINT generation_outcome_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.idempotent_request
    ADD CONSTRAINT idempotent_request_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.issue_finding
    ADD CONSTRAINT issue_finding_organisation_repository_snapshot_scan_issue_fkey FOREIGN KEY (organisation, repository, snapshot, scan, issue) REFERENCES sbr.issue(organisation, repository, snapshot, scan, issue) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.issue
    ADD CONSTRAINT issue_organisation_repository_snapshot_scan_fkey FOREIGN KEY (organisation, repository, snapshot, scan) REFERENCES sbr.scan(organisation, repository, snapshot, scan) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.issue_override
    ADD CONSTRAINT issue_override_organisation_repository_fkey FOREIGN KEY (organisation, repository) REFERENCES sbr.repository(organisation, repository);
ALTER TABLE ONLY sbr.issue_override
    ADD CONSTRAINT issue_override_organisation_repository_undoes_fkey FOREIGN KEY (organisation, repository, undoes) REFERENCES sbr.issue_override(organisation, repository, override) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY sbr.model
    ADD CONSTRAINT model_organisation_base_fkey FOREIGN KEY (organisation, base) REFERENCES sbr.model(organisation, model);
ALTER TABLE ONLY sbr.model
    ADD CONSTRAINT model_organisation_dataset_fkey FOREIGN KEY (organisation, dataset) REFERENCES sbr.dataset(organisation, dataset);
ALTER TABLE ONLY sbr.model
    ADD CONSTRAINT model_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.policy_proposal
    ADD CONSTRAINT policy_proposal_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.promotion
    ADD CONSTRAINT promotion_organisation_evaluation_fkey FOREIGN KEY (organisation, evaluation) REFERENCES sbr.evaluation(organisation, evaluation);
ALTER TABLE ONLY sbr.promotion
    ADD CONSTRAINT promotion_organisation_model_fkey FOREIGN KEY (organisation, model) REFERENCES sbr.model(organisation, model);
ALTER TABLE ONLY sbr.remediation_finding
    ADD CONSTRAINT remediation_finding_organisation_repository_remediation_fkey FOREIGN KEY (organisation, repository, remediation) REFERENCES sbr.remediation(organisation, repository, remediation) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.remediation
    ADD CONSTRAINT remediation_organisation_after_context_fkey FOREIGN KEY (organisation, after_context) REFERENCES sbr.code_context(organisation, context);
ALTER TABLE ONLY sbr.remediation
    ADD CONSTRAINT remediation_organisation_before_context_fkey FOREIGN KEY (organisation, before_context) REFERENCES sbr.code_context(organisation, context);
ALTER TABLE ONLY sbr.remediation
    ADD CONSTRAINT remediation_organisation_repository_from_snapshot_fkey FOREIGN KEY (organisation, repository, from_snapshot) REFERENCES sbr.snapshot(organisation, repository, snapshot);
ALTER TABLE ONLY sbr.remediation
    ADD CONSTRAINT remediation_organisation_repository_to_snapshot_fkey FOREIGN KEY (organisation, repository, to_snapshot) REFERENCES sbr.snapshot(organisation, repository, snapshot);
ALTER TABLE ONLY sbr.repository
    ADD CONSTRAINT repository_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.reward_policy
    ADD CONSTRAINT reward_policy_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.sample_judgement
    ADD CONSTRAINT sample_judgement_organisation_fkey FOREIGN KEY (organisation) REFERENCES sbr.organisation(organisation);
ALTER TABLE ONLY sbr.scan
    ADD CONSTRAINT scan_organisation_repository_snapshot_fkey FOREIGN KEY (organisation, repository, snapshot) REFERENCES sbr.snapshot(organisation, repository, snapshot);
ALTER TABLE ONLY sbr.scan_run
    ADD CONSTRAINT scan_run_organisation_repository_snapshot_fkey FOREIGN KEY (organisation, repository, snapshot) REFERENCES sbr.snapshot(organisation, repository, snapshot);
ALTER TABLE ONLY sbr.scan_target
    ADD CONSTRAINT scan_target_organisation_repository_snapshot_run_fkey FOREIGN KEY (organisation, repository, snapshot, run) REFERENCES sbr.scan_run(organisation, repository, snapshot, run) ON DELETE CASCADE;
ALTER TABLE ONLY sbr.snapshot
    ADD CONSTRAINT snapshot_organisation_repository_fkey FOREIGN KEY (organisation, repository) REFERENCES sbr.repository(organisation, repository);
GRANT USAGE ON SCHEMA sbr TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.api_key TO sbr_writer;
GRANT UPDATE(revoked_at) ON TABLE sbr.api_key TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.approval TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.audit_checkpoint TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.audit_record TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.captured_generation TO sbr_writer;
GRANT UPDATE(prompt) ON TABLE sbr.captured_generation TO sbr_writer;
GRANT UPDATE(text) ON TABLE sbr.captured_generation TO sbr_writer;
GRANT UPDATE(scanned_as) ON TABLE sbr.captured_generation TO sbr_writer;
GRANT UPDATE(erased_at) ON TABLE sbr.captured_generation TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.code_context TO sbr_writer;
GRANT UPDATE(code) ON TABLE sbr.code_context TO sbr_writer;
GRANT UPDATE(redactions) ON TABLE sbr.code_context TO sbr_writer;
GRANT UPDATE(erased_at) ON TABLE sbr.code_context TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.dataset TO sbr_writer;
GRANT UPDATE(status) ON TABLE sbr.dataset TO sbr_writer;
GRANT UPDATE(manifest) ON TABLE sbr.dataset TO sbr_writer;
GRANT UPDATE(envelope) ON TABLE sbr.dataset TO sbr_writer;
GRANT UPDATE(erased) ON TABLE sbr.dataset TO sbr_writer;
GRANT UPDATE(released_at) ON TABLE sbr.dataset TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.dataset_item TO sbr_writer;
GRANT UPDATE(document) ON TABLE sbr.dataset_item TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.decision TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.embedding TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.evaluation TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.finding TO sbr_writer;
GRANT UPDATE(document) ON TABLE sbr.finding TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.finding_context TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.gate_verdict TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.generation_outcome TO sbr_writer;
GRANT UPDATE(document) ON TABLE sbr.generation_outcome TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.idempotent_request TO sbr_writer;
GRANT UPDATE(answer) ON TABLE sbr.idempotent_request TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.issue TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.issue_finding TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.issue_override TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.migration TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.model TO sbr_writer;
GRANT UPDATE(path) ON TABLE sbr.model TO sbr_writer;
GRANT UPDATE(erased) ON TABLE sbr.model TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.organisation TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.policy_proposal TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.promotion TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.remediation TO sbr_writer;
GRANT UPDATE(state) ON TABLE sbr.remediation TO sbr_writer;
GRANT UPDATE(facts) ON TABLE sbr.remediation TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.remediation_finding TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.repository TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.reward_policy TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.sample_judgement TO sbr_writer;
GRANT UPDATE(reward) ON TABLE sbr.sample_judgement TO sbr_writer;
GRANT UPDATE(valid) ON TABLE sbr.sample_judgement TO sbr_writer;
GRANT UPDATE(label) ON TABLE sbr.sample_judgement TO sbr_writer;
GRANT UPDATE(document) ON TABLE sbr.sample_judgement TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.scan TO sbr_writer;
GRANT UPDATE(stored_at) ON TABLE sbr.scan TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.scan_run TO sbr_writer;
GRANT UPDATE(status) ON TABLE sbr.scan_run TO sbr_writer;
GRANT UPDATE(packs) ON TABLE sbr.scan_run TO sbr_writer;
GRANT UPDATE(diagnostics) ON TABLE sbr.scan_run TO sbr_writer;
GRANT SELECT,INSERT,DELETE ON TABLE sbr.scan_target TO sbr_writer;
GRANT UPDATE(status) ON TABLE sbr.scan_target TO sbr_writer;
GRANT UPDATE(reason) ON TABLE sbr.scan_target TO sbr_writer;
GRANT SELECT,INSERT ON TABLE sbr.snapshot TO sbr_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sbr.stage_progress TO sbr_writer;
