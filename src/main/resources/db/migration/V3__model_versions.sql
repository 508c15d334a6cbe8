-- Trained models. The artifact is opaque here: who loads it checks its hash and what is inside. A version never changes
-- once it is published; only its role does. At most one serves and at most one shadows it.
create table model_version (
    version         text        primary key,
    artifact        bytea       not null,
    artifact_sha256 text        not null,
    manifest        jsonb       not null,
    metrics         jsonb       generated always as (manifest -> 'scores') stored,
    created_at      timestamptz not null,
    published_at    timestamptz not null default now(),
    activated_at    timestamptz,
    active          boolean     not null default false,
    shadow          boolean     not null default false,
    check (not (active and shadow))
);
create unique index model_version_active on model_version (active) where active;
create unique index model_version_shadow on model_version (shadow) where shadow;
