-- What workers on other machines need of a run that is handed out to them.

alter table rollcall_parts
  -- The change that the part's first row would make, while the run is handed out.
  add column first_change bigint not null default 0,
  -- For people: who has the part, or had it last, and how often somebody got it.
  add column worker text,
  add column hands integer not null default 0,
  -- What somebody could not do of it: at which position, how often there, and in whose words.
  add column failures integer not null default 0,
  add column failed_at bigint,
  add column failure text;

-- Runs that are handed out: what is said of them beside what their jobs mean.
create table rollcall_handed (
  run_id bigint primary key,
  -- Of the program: a worker of another one would read the rows another way.
  version text not null,
  chunk integer not null,
  most_rejects bigint not null,
  since timestamp with time zone not null default clock_timestamp()
);

-- The rows of a run that is handed out, sorted, in blocks that only the program reads. They can be
-- made again from the input: so they need not survive a crash of the server, and are not logged.
create unlogged table rollcall_staged (
  run_id bigint not null,
  first_row bigint not null,
  row_count integer not null,
  bytes bytea not null,
  primary key (run_id, first_row)
);

alter table rollcall_staged alter column bytes set storage external;

-- Parts that wait for a worker, in the form of Spring Integration's message store. A message is a
-- text, and is locked by whoever works on its part.
create sequence rollcall_message_seq;

create table rollcall_channel_message (
  message_id char(36) not null,
  group_key char(36) not null,
  created_date bigint not null,
  message_priority bigint,
  message_sequence bigint not null default nextval('rollcall_message_seq'),
  message_content text not null,
  region varchar(100) not null,
  primary key (region, group_key, created_date, message_sequence)
);
