-- How people find, name, see and avoid each other.
--
-- Nothing here is about people who have no account: an imported number that finds nobody leaves no row.
-- See docs/decisions/0006-contacts-and-discovery.md.

-- One table for every kind of owner, so that a name leads to one place only.
CREATE TABLE username (
    name       text PRIMARY KEY,    -- in lower case: names that differ only in case are one name
    spelled    text NOT NULL,
    owner_kind smallint NOT NULL,   -- 0: account, 1: chat
    owner_id   bigint NOT NULL,
    taken_at   timestamptz NOT NULL,
    UNIQUE (owner_kind, owner_id),
    CHECK (name = lower(spelled))
);

CREATE TABLE contact (
    owner        bigint NOT NULL REFERENCES account,
    user_id      bigint NOT NULL REFERENCES account,
    first_name   text NOT NULL,     -- both empty: the person's own name
    last_name    text NOT NULL,
    note         text NOT NULL DEFAULT '',
    phone_lookup bytea,             -- of the number that the owner typed; known is what they typed, not what came later
    added_at     timestamptz NOT NULL,
    PRIMARY KEY (owner, user_id),
    CHECK (owner <> user_id)
);
CREATE INDEX contact_user ON contact (user_id);

CREATE TABLE blocked (
    owner      bigint NOT NULL REFERENCES account,
    user_id    bigint NOT NULL REFERENCES account,
    blocked_at timestamptz NOT NULL,
    PRIMARY KEY (owner, user_id),
    CHECK (owner <> user_id)
);
CREATE INDEX blocked_newest ON blocked (owner, blocked_at DESC, user_id);
CREATE INDEX blocked_user ON blocked (user_id);

-- Only what was chosen; the defaults are in domain/accounts/privacy.py, and so are the meanings of the numbers.
CREATE TABLE privacy_rule (
    user_id       bigint NOT NULL REFERENCES account,
    key           smallint NOT NULL,
    allowed       smallint[] NOT NULL,
    refused       smallint[] NOT NULL,
    allowed_users bigint[] NOT NULL,
    refused_users bigint[] NOT NULL,
    allowed_chats bigint[] NOT NULL,
    refused_chats bigint[] NOT NULL,
    PRIMARY KEY (user_id, key)
);

CREATE TABLE birthday (
    user_id bigint PRIMARY KEY REFERENCES account,
    day     smallint NOT NULL,
    month   smallint NOT NULL,
    year    smallint
);

CREATE TABLE preference (
    user_id bigint PRIMARY KEY REFERENCES account,
    chosen  jsonb NOT NULL          -- fields of Preferences that differ from what nobody chose
);

CREATE TABLE notify_setting (
    user_id  bigint NOT NULL REFERENCES account,
    scope    text NOT NULL,         -- users, chats, broadcasts, user:ID
    settings jsonb NOT NULL,
    PRIMARY KEY (user_id, scope)
);

-- What an account has used today of what it may use in a day.
CREATE TABLE daily_use (
    user_id bigint NOT NULL REFERENCES account,
    what    smallint NOT NULL,      -- domain/accounts/allowances.py
    day     date NOT NULL,
    used    int NOT NULL,
    PRIMARY KEY (user_id, what)
);

-- Finds accounts whose owners have not been here for as long as they said.
CREATE INDEX account_idle ON account (last_seen) WHERE deleted_at IS NULL AND phone_lookup IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON username, contact, blocked, privacy_rule, birthday, preference, notify_setting, daily_use
    TO folkmoot_messenger;
