-- The ledger: what runs there were, what each did to whom, and which rows it did not apply.

create table rollcall_runs (
  id integer not null primary key,
  job text not null,
  kind text not null,
  -- The run that this one takes back, or whose rejects it brings.
  of_run integer,
  status text not null,
  definition text not null,
  source_name text not null,
  source_sha256 text not null,
  source_bytes integer not null,
  again integer not null,
  row_order text not null,
  position integer not null,
  rows_read integer not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  deleted integer not null,
  rejected integer not null,
  removed integer not null,
  raised integer not null,
  lowered integer not null,
  relative integer not null,
  -- The newest change of any run when this one began, and when it completed.
  changes_after integer not null,
  changes_until integer,
  restarts integer not null,
  reject_file text,
  message text,
  started_at text not null,
  finished_at text,
  millis integer not null
);

create index rollcall_runs_job on rollcall_runs (job);

create index rollcall_runs_of_run on rollcall_runs (of_run) where of_run is not null;

-- One for each row that changed its user. A user has no level before being created, and none after
-- being deleted. Rows are only ever added, so those of a run lie side by side, and need no index.
create table rollcall_changes (
  id integer not null primary key,
  run_id integer not null,
  line integer not null,
  user_id integer not null,
  username text not null,
  level_before integer,
  level_after integer,
  email_before text,
  email_after text,
  reason text,
  kind text not null generated always as (
    case
      when level_before is null then 'created'
      when level_after is null then 'deleted'
      else 'updated'
    end
  ) virtual
);

-- The cells are those that the job maps, as they were delivered.
create table rollcall_rejects (
  id integer not null primary key,
  run_id integer not null,
  line integer not null,
  code text not null,
  message text not null,
  username text,
  email text,
  level text,
  action text,
  reason text,
  -- The run that brought the row mended, and applied it.
  settled_by integer
);

create index rollcall_rejects_run on rollcall_rejects (run_id, line);
