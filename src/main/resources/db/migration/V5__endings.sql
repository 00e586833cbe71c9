-- What ended a run, by its code; null if it ended well.
alter table rollcall_runs add column code text;

-- How many of a run's rejects, the newest of them, are of rows behind its position: noted for
-- whoever has to fix them when they ended the run, and forgotten when it goes on.
alter table rollcall_runs add column noted integer not null default 0;

update rollcall_runs set noted = rejected
where position = 0 and status in ('STARTED', 'FAILED', 'REFUSED') and kind in ('IMPORT', 'RETRY');
