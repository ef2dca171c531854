-- A judgement that was invalid, because an engine had failed, is replaced by the first valid one.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sbr_writer') THEN
    GRANT UPDATE (reward, valid, label) ON sample_judgement TO sbr_writer;
  END IF;
END
$$;
