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
  coalesce(parts.rows_read, runs.rows_read) as "read",
  coalesce(parts.created, runs.created) as created,
  coalesce(parts.updated, runs.updated) as updated,
  coalesce(parts.unchanged, runs.unchanged) as unchanged,
  coalesce(parts.deleted, runs.deleted) as deleted,
  coalesce(parts.rejected, runs.rejected) as rejected,
  removed,
  retired,
  coalesce(parts.raised, runs.raised) as raised,
  coalesce(parts.lowered, runs.lowered) as lowered,
  restarts,
  message
from rollcall_runs as runs
-- While a run is at work, what became of its rows is known of its parts.
left join (
  select
    run_id,
    cast(sum(rows_read) as bigint) as rows_read,
    cast(sum(created) as bigint) as created,
    cast(sum(updated) as bigint) as updated,
    cast(sum(unchanged) as bigint) as unchanged,
    cast(sum(deleted) as bigint) as deleted,
    cast(sum(rejected) as bigint) as rejected,
    cast(sum(raised) as bigint) as raised,
    cast(sum(lowered) as bigint) as lowered
  from rollcall_parts
  group by run_id
) as parts on parts.run_id = runs.id and runs.status = 'STARTED'
where (:since is null or started_at >= :since)
order by id /* newest first: id desc */
