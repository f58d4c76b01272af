-- The savepoints that rescales have made; one that is gone stays, so that it is not taken for new.
create table if not exists savepoint (
  sequence bigint generated always as identity primary key,
  job varchar not null,
  path varchar not null,
  gone boolean not null,
  unique (job, path)
);
