-- The two roles and the database, once, as a superuser of PostgreSQL 15 or later:
--
--   psql -v owner_password='...' -v app_password='...' -f roles.sql
--
-- palabre_owner owns, migrates, backs up and loads. palabre_app serves: it owns nothing, may only connect here, and
-- what it may do with each table the migrations grant. Neither may step over row security.

\set ON_ERROR_STOP on

CREATE ROLE palabre_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'owner_password';
CREATE ROLE palabre_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'app_password';

CREATE DATABASE palabre OWNER palabre_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE palabre FROM PUBLIC;
GRANT CONNECT ON DATABASE palabre TO palabre_app;

\connect palabre
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
