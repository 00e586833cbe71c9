-- Who is there? Every user, in the order of the ids.
-- In an adopted database a level may be missing, which counts as 1.
select id, username, email, coalesce(level, 1) as level /* extra columns */
from users
where (:level_min is null or coalesce(level, 1) >= :level_min)
  and (:level_max is null or coalesce(level, 1) <= :level_max)
order by id
