-- The role under which the program works: it may add, and change only what the words say can change.
-- Where the connecting user may not create roles, the triggers alone guard the tables that only grow.
DO $$
BEGIN
  BEGIN
    CREATE ROLE sbr_writer NOLOGIN;
  EXCEPTION
    WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
  END;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sbr_writer') THEN
    GRANT USAGE ON SCHEMA sbr TO sbr_writer;
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA sbr TO sbr_writer;
    GRANT UPDATE (status, packs, diagnostics) ON scan_run TO sbr_writer;
    GRANT UPDATE (status, reason) ON scan_target TO sbr_writer;
    GRANT DELETE ON finding, issue, issue_finding, scan_target, finding_context TO sbr_writer;
    GRANT UPDATE (stored_at) ON scan TO sbr_writer;
    GRANT UPDATE (code, redactions, erased_at) ON code_context TO sbr_writer;
    GRANT DELETE ON embedding TO sbr_writer;
    GRANT UPDATE (state, facts) ON remediation TO sbr_writer;
    GRANT UPDATE (document) ON sample_judgement, dataset_item, generation_outcome, finding TO sbr_writer;
    GRANT UPDATE (status, manifest, envelope, released_at, erased) ON dataset TO sbr_writer;
    GRANT UPDATE (path, erased) ON model TO sbr_writer;
    GRANT UPDATE (prompt, text, scanned_as, erased_at) ON captured_generation TO sbr_writer;
    GRANT UPDATE (revoked_at) ON api_key TO sbr_writer;
    GRANT UPDATE, DELETE ON stage_progress TO sbr_writer;
  END IF;
END
$$;
