-- A row for each time that somebody was retired, so that an earlier one is known again once a later
-- one is undone; 0 is the change of whoever is missing and was so already.
alter table rollcall_missing add column user_id bigint;
update rollcall_missing m set user_id = c.user_id from rollcall_changes c where c.id = m.change_id;
update rollcall_missing m set user_id = u.id from users u
  where m.user_id is null and cast(u.username as text) collate "C" = m.username;
delete from rollcall_missing where user_id is null;
alter table rollcall_missing drop constraint rollcall_missing_pkey,
  alter column user_id set not null, add primary key (user_id, change_id);
