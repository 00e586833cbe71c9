-- Which rows were not applied, and why? With the cells that the job maps, as they were delivered,
-- and the run that applied the fixed row, if one has and was not undone.
with chosen(run) as (
  select case
    when cast(:run as text) = 'last' then (select max(id) from rollcall_runs)
    else cast(:run as bigint)
  end
)
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
  case when settled_by > 0 then settled_by end as settled_by_run /* extra columns */
from rollcall_rejects
where run_id between coalesce((select run from chosen), 0)
  and coalesce((select run from chosen), 9223372036854775807)
order by run_id, line /* newest first: run_id desc, line */
