-- Under which leader epoch the broker wrote the record before next_offset, so that a log that was cut before it and has grown
-- past it again is told from the one that was read. It counts where leader_epoch_offset is next_offset: an earlier release
-- moves next_offset alone. Null where it is not known: before the first batch of this release, and after `offsets set`.
alter table consumed_offset
    add column leader_epoch        integer,
    add column leader_epoch_offset bigint;
