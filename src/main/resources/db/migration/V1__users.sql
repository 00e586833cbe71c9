-- The users. An adopted database has this table already, made by the program that owns it.
create table users (
  -- Autoincrement: the id of a user who is gone is not given to another, whom the ledger would take
  -- for the same.
  id integer not null primary key autoincrement,
  username varchar(50) not null,
  email varchar(100),
  level integer not null default 1,
  constraint users_username unique (username)
);
