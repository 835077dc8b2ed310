-- Whom the SQL console logs in as for viewers and operators: users of this database that see no key, no secret and no audit, and end no session
-- of the service. They have no password until the service gives them one. Made where the service's user may make roles; the service calls the
-- function again at its start, so that nothing is lost where it may only later.
CREATE FUNCTION noetl.console_role(level text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'noetl_' || level || '_' || oid FROM pg_database WHERE datname = current_database()
$$;

CREATE FUNCTION noetl.make_console_roles() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  role  text;
  owned record;
BEGIN
  IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
    RETURN false;
  END IF;
  FOREACH role IN ARRAY ARRAY[noetl.console_role('viewer'), noetl.console_role('operator')] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', role);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA noetl, public TO %I', role);
    EXECUTE format('GRANT SELECT ON noetl.resource, noetl.catalog, noetl.runtime, noetl.schedule, noetl.replica, noetl.event, noetl.event_log,
                                    noetl.step_log TO %I', role);
    -- payload, var_value and what is not named here may hold what is encrypted
    EXECUTE format('GRANT SELECT (execution_id, catalog_id, path, version, name, status, result, error, parent_execution_id, parent_key,
                                  idempotency_key, cancel_requested, owner, epoch, start_time, end_time, started_by, trigger, labels) ON noetl.execution TO %I', role);
    EXECUTE format('GRANT SELECT (execution_id, var_name, var_type, source_step, created_at, accessed_at, access_count)
                    ON noetl.transient TO %I', role);
    EXECUTE format('GRANT SELECT (id, name, type, schema, tags, description, created_at, updated_at) ON noetl.credential TO %I', role);
    EXECUTE format('GRANT SELECT (cache_key, keychain_name, catalog_id, credential_type, cache_type, scope_type, execution_id,
                                  parent_execution_id, expires_at, created_at, accessed_at, access_count, auto_renew)
                    ON noetl.keychain TO %I', role);
  END LOOP;
  -- the data of playbooks: viewers read it, operators change it
  FOR owned IN SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                  AND pg_has_role(c.relowner, 'USAGE') LOOP
    EXECUTE format('GRANT SELECT ON %s TO %I, %I', owned.name, noetl.console_role('viewer'), noetl.console_role('operator'));
    IF owned.kind IN ('r', 'p', 'v') THEN
      EXECUTE format('GRANT INSERT, UPDATE, DELETE, TRUNCATE ON %s TO %I', owned.name, noetl.console_role('operator'));
    ELSIF owned.kind = 'S' THEN
      EXECUTE format('GRANT USAGE, UPDATE ON %s TO %I', owned.name, noetl.console_role('operator'));
    END IF;
  END LOOP;
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO %I, %I',
                 noetl.console_role('viewer'), noetl.console_role('operator'));
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO %I', noetl.console_role('operator'));
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, USAGE, UPDATE ON SEQUENCES TO %I', noetl.console_role('operator'));
  IF pg_has_role((SELECT nspowner FROM pg_namespace WHERE nspname = 'public'), 'USAGE') THEN
    EXECUTE format('GRANT CREATE ON SCHEMA public TO %I', noetl.console_role('operator'));
  END IF;
  -- so that the service's user may do with an operator's tables what it may with its own
  EXECUTE format('GRANT %I TO %I', noetl.console_role('operator'), current_user);
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION noetl.make_console_roles() FROM PUBLIC;

SELECT noetl.make_console_roles();
