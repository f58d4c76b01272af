create table if not exists jar (
  sha256 varchar(64) primary key,
  kept_at timestamp with time zone not null,
  content binary large object not null
);
