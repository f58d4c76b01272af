-- A row is never deleted: the epoch of a job's lease only grows.
create table if not exists lease (
  job varchar primary key,
  epoch bigint not null,
  holder varchar not null,
  expires_at timestamp with time zone not null
);
