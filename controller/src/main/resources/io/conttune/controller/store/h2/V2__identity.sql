-- What was observed before had no fingerprint: nobody knows whether it is comparable, so it matches none.
alter table observation add column if not exists fingerprint varchar(32) default '' not null;
drop index if exists observation_place;
create index if not exists observation_kept
  on observation (job, operator, fingerprint, parallelism, sequence);

create table if not exists seen_run (
  job varchar primary key,
  run varchar not null
);

-- A decision now names the rescale that it started; what was decided before names none.
update decision set record = left(record, length(record) - 1) || ',"rescaleId":null}'
  where record like '{%}' and record not like '%"rescaleId":%';
