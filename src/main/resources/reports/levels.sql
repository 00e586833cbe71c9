-- How many users does each level have? With their share of all users that were asked for, and the
-- share that is on this level or below, both in percent.
with counted as (
  select coalesce(level, 1) as level, count(*) as users
  from users
  where (:level_min is null or coalesce(level, 1) >= :level_min)
    and (:level_max is null or coalesce(level, 1) <= :level_max)
  group by coalesce(level, 1)
)
select
  level,
  users,
  round(100.0 * users / sum(users) over (), 2) as share_percent,
  round(100.0 * sum(users) over (order by level) / sum(users) over (), 2) as running_share_percent
from counted
order by level
