#!/usr/bin/env python3
"""What workers cost and gain, on a PostgreSQL server on this machine that nobody else uses:

    PGHOST=… PGPORT=… PGUSER=… src/bench/workers.py [CASE…]        default: start work scaling handover

    start      from the start of a worker to its first committed chunk
    work       CPU seconds of server, workers and manager per million rows, of one process and of 1, 2, 4 and 8
               workers; eight minutes
    scaling    each chunk waits 60 ms, as for a server elsewhere: what 1, 2, 4, 8 workers need, the manager's
               serial share, and what follows from it for more of them (Amdahl's law)
    handover   how long a part lies still when its worker is killed, and when it is frozen
    large      ten million users by four workers, by one process, and by psql

Needs the packaged program (./mvnw -q package -DskipTests), psql and psycopg2. Makes and drops a database called
rollcall_bench_run. BENCH_FOLDER is where files are made, 60 MB per million rows (default: a temporary folder).
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import psycopg2

PROJECT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
ROLLCALL = os.environ.get("ROLLCALL", PROJECT + "/target/rollcall/bin/rollcall")
NAME = "rollcall_bench_run"
URL = "postgresql://%(PGUSER)s@%(PGHOST)s:%(PGPORT)s/" % os.environ + NAME
TICKS = os.sysconf("SC_CLK_TCK")
HERE = os.environ.get("BENCH_FOLDER") or tempfile.mkdtemp()


def connect(name):
    connection = psycopg2.connect(dbname=name)
    connection.autocommit = True
    return connection.cursor()


def value(cursor, sql):
    cursor.execute(sql)
    return cursor.fetchone()[0]


def new_database():
    admin = connect("postgres")
    admin.execute("drop database if exists %s with (force)" % NAME)
    admin.execute("create database " + NAME)
    admin.execute("checkpoint")
    run("schema", "migrate", "--db", URL)
    cursor = connect(NAME)
    cursor.execute(
        "do $$ declare t text; begin for t in select tablename from pg_tables where schemaname = 'public' loop"
        " execute format('alter table %I set (autovacuum_enabled = off)', t); end loop; end $$"
    )
    return cursor


def run(*words):
    subprocess.run([ROLLCALL, *words], check=True, stdout=subprocess.DEVNULL)


def users(rows, first=1):
    path = "%s/users-%d-%d.csv" % (HERE, rows, first)
    if not os.path.exists(path):
        run("generate", str(first + rows - 1), "--from", str(first), "--out", path)
    return path


def status(pid):
    """The parent of a process and its CPU seconds, with those of children that have ended."""
    with open("/proc/%s/stat" % pid) as file:
        fields = file.read().rpartition(")")[2].split()
    own, ended = map(int, fields[11:13]), map(int, fields[13:15])
    return int(fields[1]), sum(own) / TICKS, sum(ended) / TICKS


def server_cpu():
    """Of the whole server: its first process counts sessions that have ended."""
    cursor = connect("postgres")
    first = status(value(cursor, "select pg_backend_pid()"))[0]
    seconds = sum(status(first)[1:])
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent, own, _ = status(pid)
        except OSError:
            continue
        if parent == first:
            seconds += own
    return seconds


def thread_cpu(pid):
    """CPU seconds of a Java process without those of Java's compilers, and of these."""
    compilers = 0.0
    for thread in os.listdir("/proc/%d/task" % pid):
        path = "%d/task/%s" % (pid, thread)
        with open("/proc/%s/comm" % path) as file:
            if "Compiler" in file.read():
                compilers += status(path)[1]
    return status(pid)[1] - compilers, compilers


class Program:
    """One process, and what it took."""

    def __init__(self, *words):
        # Threads of the compilers stay, so that what they took can be told at the end.
        java = {"ROLLCALL_JAVA_OPTS": "-XX:-UseDynamicNumberOfCompilerThreads"}
        self.process = subprocess.Popen(
            [ROLLCALL, *words, "--db", URL],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **(java if words[0] == "worker" else {})},
        )
        self.cpu = 0.0

    def end(self, sign=None):
        if sign is not None:
            os.kill(self.process.pid, sign)
        said = self.process.stderr.read()
        _, code, used = os.wait4(self.process.pid, 0)
        self.process.returncode = code
        self.cpu = used.ru_utime + used.ru_stime
        if code and sign != signal.SIGKILL:
            raise SystemExit(said.decode())


def manager(path, chunk, *flags):
    return Program("import", path, "--chunk", str(chunk), "--no-progress", "--quiet", *flags)


def wait_for(cursor, sql, pause=0.01):
    while not value(cursor, sql):
        time.sleep(pause)
    return time.time()


def waiting_chunks(cursor, seconds):
    """Each chunk moves the position of its part once."""
    cursor.execute(
        "create or replace function wait() returns trigger language plpgsql as"
        " 'begin perform pg_sleep(%s); return null; end';"
        "create or replace trigger wait after update of position on rollcall_parts for each statement execute function wait()"
        % seconds
    )


def imported(rows, workers, chunk, wait=0, before=None):
    """What "imported_once" says of a new database, with as many users in it as are imported, or as are named.

    Workers are threads of one process.
    """
    before = before or rows
    cursor = new_database()
    flags = ["--workers"] if workers else []
    crew = [Program("worker", "--threads", str(workers))] if workers else []
    if crew:
        wait_for(
            cursor,
            "select count(*) >= %d from pg_stat_activity where application_name like 'rollcall a worker%%'" % workers,
        )
    manager(users(before), chunk, *flags).end()
    if wait:
        waiting_chunks(cursor, wait)
    cursor.execute("vacuum analyze")
    cursor.execute("checkpoint")
    took = imported_once(cursor, crew, users(rows, 1 + before), rows, chunk, flags)
    for each in crew:
        each.end(signal.SIGTERM)
    if value(cursor, "select count(*) from users") != before + rows:
        raise SystemExit("users are missing")
    return took


def imported_once(cursor, crew, path, rows, chunk, flags):
    """Seconds until parts are handed out, and until all are done; CPU seconds of server, workers and manager.

    What a young process spends on compiling, some two CPU seconds each, is not the rows': it is counted apart; and
    workers count only while they have parts. Nor is what autovacuum does, which comes when it likes.
    """
    run_id = value(cursor, "select max(id) + 1 from rollcall_runs")
    server = server_cpu()
    begun = time.time()
    one = manager(path, chunk, *flags)
    sent = wait_for(
        cursor,
        "select exists (select from rollcall_channel_message)"
        " or exists (select from rollcall_parts where run_id = %d and position > 0)" % run_id,
    )
    spent = [thread_cpu(each.process.pid) for each in crew]
    written = wait_for(cursor, "select sum(rows_read) >= %d from rollcall_parts where run_id = %d" % (rows, run_id), 0.1)
    used = [thread_cpu(each.process.pid) for each in crew]
    one.end()
    ended = time.time()
    server = server_cpu() - server
    return {
        "begin": sent - begun,
        "parts": written - sent,
        "end": ended - written,
        "whole": ended - begun,
        "server": server,
        "workers": sum(after[0] - before[0] for after, before in zip(used, spent)),
        "compilers": sum(after[1] - before[1] for after, before in zip(used, spent)),
        "manager": one.cpu,
    }


def start():
    rows, chunk = 300_000, 1_000
    print("start of a worker to its first chunk:", end=" ", flush=True)
    for _ in range(3):
        cursor = new_database()
        one = manager(users(rows), chunk, "--workers", "--workers-wait", "60s")
        wait_for(cursor, "select count(*) >= 60 from rollcall_channel_message")
        time.sleep(0.5)
        begun = time.time()
        worker = Program("worker")
        first = wait_for(cursor, "select count(*) > 0 from rollcall_parts where position > 0")
        print("%.2f s" % (first - begun), end="  ", flush=True)
        one.end()
        worker.end(signal.SIGTERM)
    print()


def on_a_core_each():
    """As if the server were elsewhere: it has one core, and everything else the other. Where it can't be had, as is."""
    cursor = connect("postgres")
    server = status(value(cursor, "select pg_backend_pid()"))[0]
    its = [int(pid) for pid in filter(str.isdigit, os.listdir("/proc")) if is_child(pid, server)]
    try:
        for pid in [server, *its]:
            os.sched_setaffinity(pid, {0})
        os.sched_setaffinity(0, {1})
    except OSError as e:
        print("the server shares all cores with the workers: %s" % e)


def is_child(pid, parent):
    try:
        return status(pid)[0] == parent
    except OSError:
        return False


def in_turns(cursor):
    """One part at a time is written: from the end of its first chunk to that of its last, nobody else's is."""
    cursor.execute(
        "create or replace function take_turns() returns trigger language plpgsql as $$ begin"
        " if old.position = 0 then perform pg_advisory_lock(1); end if;"
        " if new.position = new.row_count then perform pg_advisory_unlock(1); end if;"
        " return null; end $$;"
        "create or replace trigger take_turns after update of position on rollcall_parts for each row"
        " execute function take_turns()"
    )


def work():
    """Eight workers, of whom all but some are frozen, in turns on one database, once they are warm.

    Some ten seconds for each million, whoever writes them: as one part at a time is written, no two want one core, and
    a core's caches are a worker's own for some chunks, as they are where it has a core to itself.
    """
    rows, chunk, before, rounds = 1_000_000, 10_000, 6_000_000, int(os.environ.get("BENCH_ROUNDS", 4))
    on_a_core_each()
    cursor = new_database()
    crew = [Program("worker") for _ in range(8)]
    wait_for(
        cursor, "select count(*) >= 8 from pg_stat_activity where application_name like 'rollcall a worker%'"
    )
    manager(users(before), chunk, "--workers").end()
    in_turns(cursor)
    took = {workers: [] for workers in (0, 1, 2, 4, 8)}
    for turn in range(rounds):
        for workers in sorted(took, reverse=turn % 2):
            cursor.execute("vacuum analyze")
            cursor.execute("checkpoint")
            path = users(rows, before + 1)
            before += rows
            crew = crew[3:] + crew[:3]
            for each in crew[workers:]:
                os.kill(each.process.pid, signal.SIGSTOP)
            figures = imported_once(cursor, crew[:workers], path, rows, chunk, ["--workers"] * bool(workers))
            for each in crew[workers:]:
                os.kill(each.process.pid, signal.SIGCONT)
            os.remove(path)
            last = "select count(distinct worker) from rollcall_parts where run_id = (select max(id) from rollcall_runs)"
            if value(cursor, last) != workers:
                raise SystemExit("not written by these workers")
            took[workers].append({figure: seconds * 1e6 / rows for figure, seconds in figures.items()})
    for each in crew:
        each.end(signal.SIGTERM)
    print("CPU seconds per million more users, medians of %d (and the least):" % rounds)
    shown = ("server", "workers", "compilers", "manager")
    print(("%8s" + "%14s" * len(shown)) % ("workers", *shown))
    for workers, times in took.items():
        cells = ["%.2f (%.2f)" % (statistics.median(of), min(of)) for of in ([t[f] for t in times] for f in shown)]
        print(("%8d" + "%14s" * len(shown)) % (workers, *cells), flush=True)


def scaling():
    rows, chunk, wait = 400_000, 500, 0.060
    print("%d users in chunks of %d, each waits %d ms:" % (rows, chunk, wait * 1000))
    print("%8s %8s %8s %8s %8s %10s" % ("workers", "begin", "parts", "end", "times 1", "CPU, all"))
    alone = None
    for workers in (1, 2, 4, 8):
        took = imported(rows, workers, chunk, wait)
        alone = alone or took
        cpu = took["server"] + took["workers"] + took["compilers"] + took["manager"]
        print(
            "%8d %8.2f %8.2f %8.2f %8.2f %10.2f"
            % (workers, took["begin"], took["parts"], took["end"], alone["parts"] / took["parts"], cpu),
            flush=True,
        )
    serial = alone["begin"] + alone["end"]
    print("serial share %.1f %%; the whole beside one worker, by Amdahl:" % (100 * serial / alone["whole"]))
    for workers in (8, 16, 64):
        print("%8d %8.1f" % (workers, alone["whole"] / (serial + alone["parts"] / workers)))


def handover():
    """Two parts of three large chunks, and three workers, one of whom has nothing to do."""
    rows, chunk = 300_000, 50_000
    for name, sign, times in (("killed", signal.SIGKILL, 5), ("frozen", signal.SIGSTOP, 2)):
        print("a part whose worker is %s lies still for:" % name, end=" ", flush=True)
        for _ in range(times):
            cursor = new_database()
            waiting_chunks(cursor, 1)
            crew = [Program("worker") for _ in range(3)]
            time.sleep(3)
            one = manager(users(rows), chunk, "--workers")
            wait_for(cursor, "select count(*) > 0 from rollcall_parts where position > 0")
            part = value(cursor, "select min(part) from rollcall_parts where position > 0")
            holder = value(cursor, "select worker from rollcall_parts where part = %d" % part)
            victim = next(each for each in crew if holder.endswith(str(each.process.pid)))
            begun = time.time()
            os.kill(victim.process.pid, sign)
            taken = wait_for(cursor, "select hands > 1 from rollcall_parts where part = %d" % part)
            print("%.2f s" % (taken - begun), end="  ", flush=True)
            one.end()
            victim.end(signal.SIGKILL)
            for each in crew:
                if each is not victim:
                    each.end(signal.SIGTERM)
        print()


def large():
    rows = 10_000_000
    print("%d users:" % rows)
    for workers in (4, 0):
        took = imported(rows, workers, 10_000, before=300_000)
        print(
            "%-14s %7.1f s, until handed out %4.1f s; CPU: server %6.1f s, workers %6.1f s (and compilers %3.1f s),"
            " manager %6.1f s"
            % (
                "%d workers" % workers if workers else "one process",
                took["whole"],
                took["begin"],
                took["server"],
                took["workers"],
                took["compilers"],
                took["manager"],
            ),
            flush=True,
        )
    new_database().execute("drop table users cascade")
    server, begun = server_cpu(), time.time()
    subprocess.run(
        ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", NAME],
        check=True,
        text=True,
        input="""
create table users (id bigint generated by default as identity primary key,
  username varchar(50) collate "C" not null unique, email varchar(100), level int not null default 1);
set work_mem = '256MB'; set jit = off;
create temp table staging (username text collate "C", email text, level int);
\\copy staging from '%s' with (format csv, header)
analyze staging;
insert into users (username, email, level) select username, email, level from staging order by username
  on conflict (username) do update set email = excluded.email, level = excluded.level
  where (users.email, users.level) is distinct from (excluded.email, excluded.level);
"""
        % users(rows),
    )
    print("%-14s %7.1f s; CPU: server %6.1f s" % ("psql", time.time() - begun, server_cpu() - server))


for case in sys.argv[1:] or ["start", "work", "scaling", "handover"]:
    {"start": start, "work": work, "scaling": scaling, "handover": handover, "large": large}[case]()
connect("postgres").execute("drop database if exists %s with (force)" % NAME)
