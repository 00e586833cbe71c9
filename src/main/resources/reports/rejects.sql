-- Which rows were not applied, and why? With the cells that the job maps, as they were delivered,
-- and the run that applied the fixed row, if one has.
select
  run_id as run,
  line,
  code,
  message,
  username,
  email,
  level,
  action,
  reason,
  settled_by as settled_by_run
from rollcall_rejects
where run_id between coalesce(:run, 0) and coalesce(:run, 9223372036854775807)
order by run_id, line
