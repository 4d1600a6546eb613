-- Accounts, their keys and devices, sign-in codes and second passwords.
--
-- A stolen copy of these tables gives no phone number, no session and no password: what would is sealed with a
-- key that is not in the database. Addresses are nowhere here; see schema identity.

CREATE TABLE account (
    -- Drawn at random, so that an id tells neither when somebody came nor how many there are. Below 10^12:
    -- some clients take larger ids for channels.
    id           bigint PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999999),
    created_at   timestamptz NOT NULL,
    first_name   text NOT NULL,
    last_name    text NOT NULL DEFAULT '',
    about        text NOT NULL DEFAULT '',
    phone_lookup bytea UNIQUE,      -- HMAC-SHA256 of the number under a key outside the database
    phone_online bytea,             -- the number, sealed under another
    last_seen    timestamptz,
    deleted_at   timestamptz,
    is_bot       boolean NOT NULL DEFAULT false,
    CHECK ((phone_lookup IS NULL) = (phone_online IS NULL))
);

-- The service account speaks for the server. It has no number, so nobody can sign in to it.
INSERT INTO account (id, created_at, first_name) VALUES (777000, now(), 'Folkmoot');

CREATE TABLE auth_key (
    id            bigint PRIMARY KEY,
    sealed        bytea NOT NULL,       -- the 256 bytes of the key
    created_at    timestamptz NOT NULL,
    used_at       timestamptz NOT NULL, -- right to the day
    expires_at    timestamptz,          -- of a temporary key; a permanent one has none
    permanent_id  bigint REFERENCES auth_key ON DELETE CASCADE,
    layer         smallint NOT NULL DEFAULT 0,
    app           jsonb,                -- what initConnection said
    was_signed_in boolean NOT NULL DEFAULT false, -- somebody was, once: such a key is kept longer
    pending_user  bigint REFERENCES account,
    pending_until timestamptz,          -- a right code was given, the password is awaited until then
    CHECK (permanent_id IS NULL OR expires_at IS NOT NULL),
    CHECK ((pending_user IS NULL) = (pending_until IS NULL))
);
CREATE INDEX auth_key_expires ON auth_key (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX auth_key_used ON auth_key (used_at) WHERE expires_at IS NULL;
CREATE INDEX auth_key_permanent ON auth_key (permanent_id) WHERE permanent_id IS NOT NULL;
CREATE INDEX auth_key_pending ON auth_key (pending_user) WHERE pending_user IS NOT NULL;

CREATE TABLE authorization_ (
    id         bigint PRIMARY KEY,      -- random; clients see it as `hash`
    key_id     bigint NOT NULL UNIQUE REFERENCES auth_key ON DELETE CASCADE,
    user_id    bigint NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL,
    active_at  timestamptz NOT NULL     -- right to the minute
);
CREATE INDEX authorization_user ON authorization_ (user_id);
CREATE INDEX authorization_active ON authorization_ (active_at);

CREATE TABLE sign_in_code (
    hash         text PRIMARY KEY,      -- phone_code_hash, chosen by us
    phone_lookup bytea NOT NULL,        -- of any number, known or not
    key_id       bigint NOT NULL,       -- only the device that asked can use it
    seed         bytea NOT NULL,        -- the code is an HMAC of this; see docs/decisions/0005-codes.md
    sent_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    sends        smallint NOT NULL DEFAULT 1,
    tries        smallint NOT NULL DEFAULT 0,
    confirmed    boolean NOT NULL DEFAULT false,
    spent        boolean NOT NULL DEFAULT false
);
CREATE INDEX sign_in_code_number ON sign_in_code (phone_lookup, sent_at);
CREATE INDEX sign_in_code_sent ON sign_in_code (sent_at);

CREATE SEQUENCE password_version;

CREATE TABLE password (
    user_id    bigint PRIMARY KEY REFERENCES account,
    version    bigint NOT NULL DEFAULT nextval('password_version'),
    salt1      bytea NOT NULL,
    salt2      bytea NOT NULL,
    verifier   bytea NOT NULL,          -- sealed
    hint       bytea NOT NULL,          -- sealed: people write half the password into it
    changed_at timestamptz NOT NULL,
    tries      smallint NOT NULL DEFAULT 0,
    tries_from timestamptz NOT NULL
);

-- Rows of accounts stay when the person goes (deleted_at), so nobody may delete one.
GRANT SELECT, INSERT, UPDATE ON account TO folkmoot_messenger;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_key, authorization_, sign_in_code, password TO folkmoot_messenger;
GRANT USAGE ON SEQUENCE password_version TO folkmoot_messenger;
