-- What a change did to columns that users have beside those of every user: a JSON object of their
-- names, null where none are known. Of a secret one it only says that it was written: true.
alter table rollcall_changes add column extra_before text;
alter table rollcall_changes add column extra_after text;

-- The cells of such columns as they were delivered, without those of secret ones.
alter table rollcall_rejects add column extra text;

-- The columns that a job has named, or that were added for one. What is secret is never read.
create table rollcall_columns (
  name text not null primary key,
  secret integer not null
) without rowid;
