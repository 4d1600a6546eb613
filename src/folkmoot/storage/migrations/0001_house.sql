-- The house: who may enter, and the schema that keeps identity apart.
--
-- Roles are made by `roles.py` before this runs. Each later migration grants exactly what a role needs on its
-- tables; a role gets nothing by default.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO folkmoot_messenger, folkmoot_backoffice, folkmoot_vault;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT SELECT ON public.migration TO folkmoot_messenger, folkmoot_backoffice, folkmoot_vault;

-- Who signed in from where, and which number belongs to whom: sealed to the vault's public keys. The messenger
-- adds rows and can neither read, change nor remove them. No clear time is finer than the day.
CREATE SCHEMA identity;

CREATE TABLE identity.history (
    user_id bigint NOT NULL,
    epoch date NOT NULL,          -- the day, in UTC, whose key opens the row
    class text NOT NULL CHECK (class IN ('history/sign-in', 'history/number')),
    sealed bytea NOT NULL
);
CREATE INDEX ON identity.history (user_id, epoch);
CREATE INDEX ON identity.history (epoch);     -- a scan by address is bounded to a day; retention goes by day

CREATE TABLE identity.subscriber (
    user_id bigint NOT NULL,
    key_name text NOT NULL,       -- which subscriber key opens the row
    sealed bytea NOT NULL
);
CREATE INDEX ON identity.subscriber (user_id);

GRANT USAGE ON SCHEMA identity TO folkmoot_messenger, folkmoot_vault;
GRANT INSERT ON identity.history, identity.subscriber TO folkmoot_messenger;
GRANT SELECT ON identity.history, identity.subscriber TO folkmoot_vault;
