-- When a run was pruned, null if it was not: its changes and rejects are gone then.
alter table rollcall_runs add column pruned_at text;

-- The newest change that a pruned run had made, 0 if none: that it has written must not be forgotten.
alter table rollcall_runs add column pruned_until integer;

create index rollcall_runs_pruned on rollcall_runs (pruned_until) where pruned_until is not null;
