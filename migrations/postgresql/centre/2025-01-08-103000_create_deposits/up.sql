-- Files that people send: evidence for an application, a list to import. What nothing refers to after a day goes.

create table file_deposit (
    file_id uuid not null primary key references file (id),
    -- who sent it, and for which structure; people are known by their token
    person_id uuid not null,
    organisation uuid not null,
    at bigint not null,
    -- when an act took it, and whose it is since: null until then
    kept_at bigint,
    owner uuid,
    check ((kept_at is null) = (owner is null))
);
create index file_deposit_unused on file_deposit (kept_at, at);
create index file_deposit_person on file_deposit (person_id, at);
