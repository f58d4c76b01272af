-- For MariaDB and MySQL; a comment that begins with M is read by the one only, with a number by the other.
-- The order of a table's rows is that of sequence: clocks may go back. All times are at UTC, as every session is.
-- Names are compared character by character, also blanks at their end (by MySQL since 8.0.17).
create table if not exists observation (
  sequence bigint auto_increment primary key,
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ not null,
  operator varchar(200) /*!80017 collate utf8mb4_0900_bin */ not null,
  parallelism integer not null,
  processing_ability double precision not null,
  measured_at datetime(6) not null,
  fingerprint varchar(32) not null,
  index observation_kept (job, operator, fingerprint, parallelism, sequence)
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists tuner_state (
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ primary key,
  state longtext not null,
  written_at datetime(6) default current_timestamp(6) not null
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists seen_run (
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ primary key,
  run longtext not null,
  written_at datetime(6) default current_timestamp(6) not null
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists journal (
  sequence bigint auto_increment primary key,
  id varchar(32) not null unique,
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ not null,
  finished boolean not null,
  entry longtext not null,
  written_at datetime(6) default current_timestamp(6) not null,
  -- A job has one unfinished rescale at most.
  unfinished_job varchar(500) /*!80017 collate utf8mb4_0900_bin */ as (case when finished then null else job end) virtual unique,
  index journal_job (job, sequence)
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists decision (
  sequence bigint auto_increment primary key,
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ not null,
  record longtext not null,
  index decision_job (job, sequence)
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists jar (
  sha256 varchar(64) primary key,
  kept_at datetime(6) not null,
  content longblob not null
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists savepoint (
  sequence bigint auto_increment primary key,
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ not null,
  path text /*!80017 collate utf8mb4_0900_bin */ not null,
  gone boolean not null,
  index savepoint_job (job, sequence)
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists steering (
  sequence bigint auto_increment primary key,
  id varchar(32) not null unique,
  -- One without a job concerns all of them.
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */,
  given longtext not null,
  ended longtext,
  written_at datetime(6) default current_timestamp(6) not null,
  index steering_job (job, sequence)
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

create table if not exists lease (
  -- A row is never deleted: the epoch of a job's lease only grows.
  job varchar(500) /*!80017 collate utf8mb4_0900_bin */ primary key,
  epoch bigint not null,
  holder varchar(500) not null,
  expires_at datetime(6) not null
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;

-- The controllers that share the leases, and the jobs that each could act on.
create table if not exists controller (
  name varchar(500) /*!80017 collate utf8mb4_0900_bin */ primary key,
  record longtext not null,
  joined_at datetime(6) not null,
  expires_at datetime(6) not null
) engine = InnoDB row_format = dynamic default charset = utf8mb4
  /*M! collate = utf8mb4_nopad_bin */ /*!80000 collate = utf8mb4_bin */;
