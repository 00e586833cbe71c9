-- The users. An adopted database has this table already, made by the program that owns it.
create table users (
  id integer not null primary key,
  username varchar(50) not null,
  email varchar(100),
  level integer not null default 1,
  constraint users_username unique (username)
);
