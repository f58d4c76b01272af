-- Orders of people, and how each ended; one without a job concerns all of them.
create table if not exists steering (
  sequence bigint generated always as identity primary key,
  id varchar(32) not null unique,
  job varchar,
  given varchar not null,
  ended varchar,
  written_at timestamp with time zone default current_timestamp not null
);
create index if not exists steering_job on steering (job, sequence);
