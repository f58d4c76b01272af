alter table animal add column if not exists legs integer default 4 not null;
