-- Who has a part of a run, and how often somebody got it. Here nobody is handed any: a run has one,
-- which is its own row.
drop view rollcall_parts;

create view rollcall_parts as
select
  id as run_id, 1 as part, 0 as first_row, null as row_count, position, position_digest,
  restarts as epoch, rows_read, created, updated, unchanged, deleted, rejected, removed, raised,
  lowered, relative, null as worker, 0 as hands
from rollcall_runs;
