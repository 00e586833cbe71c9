# Made-up users, for the scripts beside this one.

# users FIRST COUNT CHANGED: users in random order. A level is a number of the row's alone; "changed" moves it for that percentage of them.
users() {
  first=$1 count=$2 changed=$3
  sqlite3 -csv -header :memory: "
    with recursive n(i) as (select $first union all select i + 1 from n where i < $first + $count - 1)
    select printf('user_%08d', i) as username, printf('user_%08d@example.com', i) as email,
      (i * 7919) % 90 + (abs(i * 48271 % 10007) % 100 < $changed) as level
    from n order by (i * 2654435761) % 4294967291"
}
