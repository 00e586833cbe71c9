-- What SQLite's migrations have come to with the same number; there was nothing of it here before.

-- The ledger: what runs there were, what each did to whom, and which rows it did not apply.

create table rollcall_runs (
  id bigint primary key,
  job text collate "C" not null,
  kind text collate "C" not null,
  -- The run that this one undoes, or whose rejects it imports.
  of_run bigint,
  status text collate "C" not null,
  definition text not null,
  source_name text collate "C" not null,
  source_sha256 text collate "C" not null,
  source_bytes bigint not null,
  again boolean not null,
  row_order text collate "C" not null,
  position bigint not null,
  rows_read bigint not null,
  created bigint not null,
  updated bigint not null,
  unchanged bigint not null,
  deleted bigint not null,
  rejected bigint not null,
  removed bigint not null,
  raised bigint not null,
  lowered bigint not null,
  relative bigint not null,
  -- The newest change of any run when this one began, and when it completed.
  changes_after bigint not null,
  changes_until bigint,
  restarts integer not null,
  reject_file text collate "C",
  message text,
  started_at text collate "C" not null,
  finished_at text collate "C",
  millis bigint not null,
  -- What ended the run, by its code; null if it ended well.
  code text collate "C",
  -- How many of its rejects, the newest, are of rows behind its position.
  noted bigint not null default 0,
  -- Says in a reject file, with the run's number, whose rejects these are, and of which database.
  token text not null default '',
  -- A digest of the lines of the rows before the position, in their order; 0 if it is not known.
  position_digest bigint not null default 0,
  -- Size and checksum of the reject file as the run wrote it; null if that was not noted.
  reject_digest text,
  ran_by text,
  version text,
  job_file text,
  pruned_at text collate "C",
  pruned_until bigint
) with (fillfactor = 50);

-- Only who holds the run lock makes runs; a sequence would leave gaps where one was only planned.
create function rollcall_next_run() returns bigint language sql
as 'select coalesce(max(id), 0) + 1 from rollcall_runs';

alter table rollcall_runs alter column id set default rollcall_next_run();

create index rollcall_runs_job on rollcall_runs (job);

create index rollcall_runs_of_run on rollcall_runs (of_run) where of_run is not null;

create index rollcall_runs_open on rollcall_runs (job)
  where status in ('STARTED', 'FAILED', 'STOPPED', 'REFUSED', 'BUSY');

create index rollcall_runs_content on rollcall_runs (source_sha256);

create index rollcall_runs_reject_file on rollcall_runs (reject_file) where reject_file is not null;

create index rollcall_runs_pruned on rollcall_runs (pruned_until) where pruned_until is not null;

-- One for each row that changed its user. A user has no level before being created, and none after
-- being deleted. The ids come from the ledger, one after the other.
create table rollcall_changes (
  id bigint primary key,
  run_id bigint not null,
  line bigint not null,
  user_id bigint not null,
  username varchar(50) collate "C" not null,
  level_before bigint,
  level_after bigint,
  email_before text,
  email_after text,
  reason text,
  kind text not null generated always as (
    case
      when level_before is null then 'created'
      when level_after is null then 'deleted'
      else 'updated'
    end
  ) stored
);

-- The cells are those that the job maps, as they were delivered.
create table rollcall_rejects (
  id bigint generated always as identity primary key,
  run_id bigint not null,
  line bigint not null,
  code text collate "C" not null,
  message text not null,
  username text collate "C",
  email text,
  level text,
  action text,
  reason text,
  -- The run that imported the row when it was fixed, and applied it.
  settled_by bigint
);

create index rollcall_rejects_run on rollcall_rejects (run_id, line);

-- How many rows a run wrote when: milliseconds since 1970 (UTC) in steps of 100.
create table rollcall_pace (
  run_id bigint not null,
  at_millis bigint not null,
  written bigint not null,
  primary key (run_id, at_millis)
) with (fillfactor = 70);

-- Which run imported what came last from a path: a glob passes that over.
create table rollcall_deliveries (
  job text collate "C" not null,
  path text collate "C" not null,
  run_id bigint not null,
  primary key (job, path)
);
