-- What titles say about how good movies are: by word for movies that come after the fit, and by movie as it was called
-- then. Versions fitted without it go, so that a fit with it is due at once.
delete from factor_version;

create table title_word (
    version text not null references factor_version on delete cascade,
    word    text not null,
    effect  real not null,
    primary key (version, word)
);

create table title_effect (
    version  text   not null references factor_version on delete cascade,
    movie_id bigint not null,
    effect   real   not null,
    primary key (version, movie_id)
);
