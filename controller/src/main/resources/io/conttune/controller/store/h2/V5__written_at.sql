-- When each row was written, by this database's clock: the clocks of controllers may differ.
alter table journal add column if not exists
  written_at timestamp with time zone default current_timestamp not null;
alter table seen_run add column if not exists
  written_at timestamp with time zone default current_timestamp not null;
alter table tuner_state add column if not exists
  written_at timestamp with time zone default current_timestamp not null;
