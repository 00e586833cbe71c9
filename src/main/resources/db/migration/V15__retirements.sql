-- A row for each time that somebody was retired, so that an earlier one is known again once a later
-- one is undone; 0 is the change of whoever is missing and was so already. Not by renaming a table:
-- that fails where another program has left a view of something that is gone.
create temp table rollcall_kept as
  select coalesce(c.user_id, u.id) as user_id, m.change_id, m.username, m.since, m.ended_by
  from rollcall_missing m
  left join rollcall_changes c on c.id = m.change_id
  left join users u on u.username = m.username and u.username = m.username collate binary
  where coalesce(c.user_id, u.id) is not null;
drop table rollcall_missing;
create table rollcall_missing (
  user_id integer not null,
  change_id integer not null,
  username text not null,
  since text not null,
  ended_by integer,
  primary key (user_id, change_id)
) without rowid;
insert into rollcall_missing select user_id, change_id, username, since, ended_by from temp.rollcall_kept;
drop table temp.rollcall_kept;
