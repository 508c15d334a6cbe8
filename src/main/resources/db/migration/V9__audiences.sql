-- Where movies stand by who rates them. Versions fitted without it are of other settings, and not read any more.
create table movie_audience (
    version     text   not null references factor_version on delete cascade,
    movie_id    bigint not null,
    coordinates real[] not null,
    primary key (version, movie_id)
);
