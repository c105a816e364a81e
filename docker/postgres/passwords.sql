-- The roles' passwords, run by psql once, when the database container makes its cluster.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv worker_password WORKER_PASSWORD
alter role phasewise_owner password :'owner_password';
alter role phasewise_app password :'app_password';
alter role phasewise_worker password :'worker_password';
