-- The system of record: every customer's current rating of a movie. A null rating is a withdrawn one; its date stays.
create table rating (
    customer_id bigint      not null,
    movie_id    bigint      not null,
    rating      numeric,
    rating_date timestamptz not null,
    applied_at  timestamptz not null default now(),
    primary key (customer_id, movie_id) include (rating)
);

-- Who rated a movie, and how: the first half of the neighbor query, from the index alone.
create index rating_by_movie on rating (movie_id, customer_id) include (rating) where rating is not null;

-- Ratings that were replaced or withdrawn, and those that arrived after a newer one.
create table rating_history (
    customer_id bigint      not null,
    movie_id    bigint      not null,
    rating      numeric,
    rating_date timestamptz not null,
    applied_at  timestamptz not null
);
create index rating_history_by_key on rating_history (customer_id, movie_id);

-- release_year is the smallest that any event named; the title came with title_year.
create table movie (
    movie_id     bigint primary key,
    title        text,
    title_year   integer,
    release_year integer,
    era          text not null
);

-- One row for each customer that has a row in rating. It is also what a batch locks before it reads their ratings.
create table customer_aggregate (
    customer_id  bigint  primary key,
    rating_count bigint  not null default 0,
    rating_sum   numeric not null default 0
) with (fillfactor = 80);

-- Only rows with at least one rating.
create table customer_era_aggregate (
    customer_id  bigint  not null,
    era          text    not null,
    rating_count bigint  not null,
    rating_sum   numeric not null,
    primary key (customer_id, era)
) with (fillfactor = 80);

-- Movies and eras are shared by all partitions. Each owner writes slots of its own, so that no batch waits for a row
-- that another replica's open transaction holds; the views add the slots up.
create table movie_aggregate_slot (
    movie_id     bigint  not null,
    slot         integer not null,
    rating_count bigint  not null,
    rating_sum   numeric not null,
    primary key (movie_id, slot)
) with (fillfactor = 80);

create table era_aggregate_slot (
    era          text    not null,
    slot         integer not null,
    rating_count bigint  not null,
    rating_sum   numeric not null,
    primary key (era, slot)
) with (fillfactor = 50);

create view movie_aggregate as
select movie_id, sum(rating_count)::bigint as rating_count, sum(rating_sum) as rating_sum
from movie_aggregate_slot
group by movie_id
having sum(rating_count) > 0;

create view era_aggregate as
select era, sum(rating_count)::bigint as rating_count, sum(rating_sum) as rating_sum
from era_aggregate_slot
group by era
having sum(rating_count) > 0;

-- How far each partition is applied, moved in the transaction of the effects. An owner may only move the row under the
-- epoch that it raised when the partition was assigned to it.
create table consumed_offset (
    topic       text        not null,
    partition   integer     not null,
    topic_id    text        not null,
    next_offset bigint      not null,
    owner_epoch bigint      not null,
    updated_at  timestamptz not null default now(),
    primary key (topic, partition)
) with (fillfactor = 50);

-- What the stored aggregates were computed with. A start with other settings is refused.
create table installation (
    only_row        boolean primary key default true check (only_row),
    installation_id uuid        not null default gen_random_uuid(),
    scale           text        not null,
    era_boundaries  text        not null,
    era_names       text        not null,
    neighbor_gap    numeric     not null,
    created_at      timestamptz not null default now()
);
