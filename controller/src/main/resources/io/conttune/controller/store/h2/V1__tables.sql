-- The order of a table's rows is that of sequence: clocks may go back.
create table if not exists observation (
  sequence bigint generated always as identity primary key,
  job varchar not null,
  operator varchar not null,
  parallelism integer not null,
  processing_ability double precision not null,
  measured_at timestamp(9) with time zone not null
);
create index if not exists observation_place on observation (job, operator, parallelism, sequence);

create table if not exists tuner_state (
  job varchar primary key,
  state varchar not null
);

create table if not exists journal (
  sequence bigint generated always as identity primary key,
  id varchar(32) not null unique,
  job varchar not null,
  finished boolean not null,
  entry varchar not null
);
create index if not exists journal_job on journal (job, sequence);

create table if not exists decision (
  sequence bigint generated always as identity primary key,
  job varchar not null,
  record varchar not null
);
create index if not exists decision_job on decision (job, sequence);
