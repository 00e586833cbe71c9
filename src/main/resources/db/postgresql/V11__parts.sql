-- The parts of a run: its rows in the order in which they are written, cut where the user changes.
-- Each is written by one process at a time, which moves its position in the transaction of its
-- chunk, and has the epoch that was the part's when it got the run lock.
create table rollcall_parts (
  run_id bigint not null,
  part integer not null,
  first_row bigint not null,
  -- Null: all from the first on.
  row_count bigint,
  position bigint not null default 0,
  position_digest bigint not null default 0,
  epoch integer not null default 1,
  rows_read bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  deleted bigint not null default 0,
  rejected bigint not null default 0,
  removed bigint not null default 0,
  raised bigint not null default 0,
  lowered bigint not null default 0,
  relative bigint not null default 0,
  primary key (run_id, part)
) with (fillfactor = 50);

-- Runs that were begun before go on as one part. Rejects that ended them are counted once more.
insert into rollcall_parts (
  run_id, part, first_row, position, position_digest, rows_read, created, updated, unchanged,
  deleted, rejected, removed, raised, lowered, relative
)
select
  id, 1, 0, position, position_digest, rows_read - noted, created, updated, unchanged,
  deleted, rejected - noted, removed, raised, lowered, relative
from rollcall_runs
where kind in ('IMPORT', 'RETRY');
