-- The parts of a run. One writer works at a time here, so a run has one, which is its own row.
create view rollcall_parts as
select
  id as run_id, 1 as part, 0 as first_row, null as row_count, position, position_digest,
  restarts as epoch, rows_read, created, updated, unchanged, deleted, rejected, removed, raised,
  lowered, relative
from rollcall_runs;
