-- Latent factors, by version. Each is fitted on one snapshot of rating; the newest serves, the one before stays for
-- replicas that have not switched yet. revision counts erasures, which take a customer's row away at once.
create table factor_version (
    version            text             primary key,
    created_at         timestamptz      not null default now(),
    rating_count       bigint           not null,
    latest_rating_date timestamptz      not null,
    mean               double precision not null,
    spread             double precision not null,
    settings           text             not null,
    revision           bigint           not null default 0
);

create table movie_factor (
    version      text   not null references factor_version on delete cascade,
    movie_id     bigint not null,
    rating_count integer not null,
    bias         real   not null,
    vector       real[] not null,
    primary key (version, movie_id)
);

create table customer_factor (
    version      text   not null references factor_version on delete cascade,
    customer_id  bigint not null,
    rating_count integer not null,
    bias         real   not null,
    vector       real[] not null,
    primary key (version, customer_id)
);
create index customer_factor_by_customer on customer_factor (customer_id);

-- The latest rating date that each partition has brought: factors are due when it has moved on far enough.
alter table consumed_offset add column latest_rating_date timestamptz;
