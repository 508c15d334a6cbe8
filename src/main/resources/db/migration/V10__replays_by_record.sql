-- The record that replayed the letter: read again from an offset before it, it has its effect again, and no other has. Null
-- where an earlier release wrote the row: then no record that comes has an effect.
alter table replayed_dead_letter
    add column by_topic_id  text,
    add column by_partition integer,
    add column by_offset    bigint;
