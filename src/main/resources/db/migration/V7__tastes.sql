-- How good the movies are that stand behind a row: a movie's effect is corrected by what else its raters rate. Versions
-- fitted without it go, so that a fit with it is due at once.
delete from factor_version;
alter table movie_factor add column taste real not null;
alter table customer_factor add column taste real not null;
