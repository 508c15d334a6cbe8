-- The date of the last rating that a version was chosen by, instead of the one active before it: whoever challenges it has to
-- be better on later ones. Null where it was activated by hand.
alter table model_version add column chosen_until timestamptz;
