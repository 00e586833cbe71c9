-- Which run imported what came last from a path: a glob passes that over.
create table rollcall_deliveries (
  job text not null,
  path text not null,
  run_id integer not null,
  primary key (job, path)
) without rowid;

insert into rollcall_deliveries
select job, source_name, max(id) from rollcall_runs
where kind = 'IMPORT' and status in ('COMPLETED', 'COMPLETED_WITH_REJECTS')
group by job, source_name;
