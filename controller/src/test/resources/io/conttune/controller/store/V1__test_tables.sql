create table if not exists animal (id integer primary key);
