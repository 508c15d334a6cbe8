-- Dead letters whose replay has had its effect, by the place of the first refused record: a second replay changes nothing.
-- It names no customer. Rows go 90 days after the replay, with the first replay that comes then.
create table replayed_dead_letter (
    topic         text        not null,
    partition     integer     not null,
    record_offset bigint      not null,
    replayed_at   timestamptz not null default now(),
    primary key (topic, partition, record_offset)
);
