-- How many users a mirror has retired, as no row named them.
alter table rollcall_runs add column retired bigint not null default 0;

-- Who is missing from what mirrors import that retire users, since when, and the change by which
-- each was retired; 0 if nothing had to be changed.
create table rollcall_missing (
  username text collate "C" not null primary key,
  since text collate "C" not null,
  change_id bigint not null
);
