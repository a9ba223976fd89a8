-- Files that people send: evidence for an application, a list to import. What nothing refers to after a day goes.

create table file_deposit (
    file_id blob not null primary key references file (id),
    -- who sent it, and for which structure; people are known by their token
    person_id blob not null,
    organisation blob not null,
    at integer not null,
    -- when an act took it, and whose it is since: null until then
    kept_at integer,
    owner blob,
    check ((kept_at is null) = (owner is null))
) strict;
create index file_deposit_unused on file_deposit (kept_at, at);
create index file_deposit_person on file_deposit (person_id, at);
