-- A row for each time that somebody was retired, so that an earlier one is known again once a later
-- one is undone; 0 is the change of whoever is missing and was so already. Users go by their ids, as
-- a name may be another's by now.
create table rollcall_retirements (
  user_id integer not null,
  change_id integer not null,
  username text not null,
  since text not null,
  ended_by integer,
  primary key (user_id, change_id)
) without rowid;
insert into rollcall_retirements (user_id, change_id, username, since, ended_by)
  select c.user_id, m.change_id, m.username, m.since, m.ended_by
  from rollcall_missing m join rollcall_changes c on c.id = m.change_id;
insert into rollcall_retirements (user_id, change_id, username, since)
  select u.id, 0, m.username, m.since
  from rollcall_missing m join users u on u.username = m.username collate binary
  where m.change_id = 0;
drop table rollcall_missing;
alter table rollcall_retirements rename to rollcall_missing;
