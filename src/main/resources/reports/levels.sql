-- How many users does each level have? With their share of all users that were asked for, and the
-- share that is on this level or below, both in percent.
with counted as (
  select coalesce(level, 1) as level, count(*) as users
  from users
  where (:level_min is null or coalesce(level, 1) >= :level_min)
    and (:level_max is null or coalesce(level, 1) <= :level_max)
  group by coalesce(level, 1)
), summed as (
  select
    level,
    users,
    cast(sum(users) over () as bigint) as total,
    cast(sum(users) over (order by level) as bigint) as running
  from counted
)
-- Rounded as whole numbers, so that every database comes to the same.
select
  level,
  users,
  cast((20000 * users + total) / (2 * total) as double precision) / 100 as share_percent,
  cast((20000 * running + total) / (2 * total) as double precision) / 100 as running_share_percent
from summed
order by level
