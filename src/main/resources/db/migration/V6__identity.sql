-- What tells runs apart, and what their positions are of.

-- With the run's number it says, in a reject file, whose rejects these are, and of which database.
alter table rollcall_runs add column token text not null default '';
update rollcall_runs set token = lower(hex(randomblob(4)));

-- A digest of the lines of the rows before the position, in their order; 0 if it is not known.
alter table rollcall_runs add column position_digest integer not null default 0;

-- Size and checksum of the reject file as the run wrote it; null if that was not noted.
alter table rollcall_runs add column reject_digest text;

create index rollcall_runs_open on rollcall_runs (job) 
  where status in ('STARTED', 'FAILED', 'STOPPED', 'REFUSED', 'BUSY');

create index rollcall_runs_content on rollcall_runs (source_sha256);

create index rollcall_runs_reject_file on rollcall_runs (reject_file) where reject_file is not null;
