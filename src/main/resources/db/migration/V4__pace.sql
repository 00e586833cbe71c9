-- How many rows a run wrote when. A time is in milliseconds since 1970 (UTC) and in steps of 100, so
-- that there are at most ten a second, however small the chunks; where a run began to write, or began
-- again, no rows were written yet.
create table rollcall_pace (
  run_id integer not null,
  at_millis integer not null,
  written integer not null,
  primary key (run_id, at_millis)
) without rowid;
