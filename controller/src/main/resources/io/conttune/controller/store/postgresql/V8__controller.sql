-- The controllers that share the leases, and the jobs that each could act on.
create table if not exists controller (
  name varchar primary key,
  record varchar not null,
  joined_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
