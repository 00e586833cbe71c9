-- The run since which nothing is given back to somebody whom a mirror has retired: by which he returned
-- or was deleted, or which undid that he was retired. Negative once that run was undone itself.
alter table rollcall_missing add column ended_by integer;
