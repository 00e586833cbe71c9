-- Who ran a run, and with what: the user and the machine, the program's version, and the job file as
-- it was named. Null if there is none, and of runs of older versions.
alter table rollcall_runs add column ran_by text;
alter table rollcall_runs add column version text;
alter table rollcall_runs add column job_file text;
