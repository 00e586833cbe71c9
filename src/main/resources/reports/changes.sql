-- Who went from where to where, when, in which run and line, and why? In the order in which it
-- happened. Before being created, and after being deleted, a user has no level.
select
  c.run_id as run,
  r.started_at as started,
  c.line,
  c.username,
  c.kind as change,
  c.level_before,
  c.level_after,
  c.email_before,
  c.email_after,
  c.reason /* extra columns */
from rollcall_changes c
join rollcall_runs r on r.id = c.run_id
where (:since is null or r.started_at >= :since)
  and (
    :run is null
    or c.run_id = case
      when cast(:run as text) = 'last' then (select max(id) from rollcall_runs)
      else cast(:run as bigint)
    end
  )
  and (:user is null or c.username = :user)
order by c.id /* newest first: c.id desc */
