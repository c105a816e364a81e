-- The three roles and what each may do, run by a superuser in the database they serve.
-- Safe to run again. The owner migrates; the app serves pages under row-level security;
-- the worker crosses organizations, so row-level security doesn't apply to it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'phasewise_owner') then
    create role phasewise_owner login;
  end if;
  if not exists (select from pg_roles where rolname = 'phasewise_app') then
    create role phasewise_app login;
  end if;
  if not exists (select from pg_roles where rolname = 'phasewise_worker') then
    create role phasewise_worker login bypassrls;
  end if;
  execute format('alter database %I owner to phasewise_owner', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to phasewise_app, phasewise_worker;

alter default privileges for role phasewise_owner
  grant select, insert, update, delete on tables to phasewise_app, phasewise_worker;
alter default privileges for role phasewise_owner
  grant usage, select on sequences to phasewise_app, phasewise_worker;
alter default privileges for role phasewise_owner
  grant execute on functions to phasewise_app, phasewise_worker;
