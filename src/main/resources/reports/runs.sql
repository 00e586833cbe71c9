-- Which runs were there, oldest first, and what did each come to?
select
  id as run,
  started_at as started,
  finished_at as finished,
  cast(millis as double precision) / 1000 as seconds,
  job,
  lower(kind) as kind,
  of_run,
  case status
    when 'COMPLETED' then 'done'
    when 'COMPLETED_WITH_REJECTS' then 'rejects'
    else replace(lower(status), '_', ' ')
  end as status,
  source_name as input,
  rows_read as "read",
  created,
  updated,
  unchanged,
  deleted,
  rejected,
  removed,
  retired,
  raised,
  lowered,
  restarts,
  message
from rollcall_runs
where (:since is null or started_at >= :since)
order by id /* newest first: id desc */
