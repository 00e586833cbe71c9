-- How many users a mirror has retired, as no row named them.
alter table rollcall_runs add column retired integer not null default 0;

-- Who is missing from what mirrors import that retire users, since when, and the change by which
-- each was retired; 0 if nothing had to be changed.
create table rollcall_missing (
  username text not null primary key,
  since text not null,
  change_id integer not null
) without rowid;
