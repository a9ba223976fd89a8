-- The codes of a print run in clear: asked for by one person, released by another, each download written down.

create table print_release (
    id blob not null primary key,
    order_id blob not null references funding_order (id),
    file_id blob not null references file (id),
    -- the whole run as data for a printer, or some booklets as pages
    form text not null check (form in ('data', 'pages')),
    -- which booklets, both included
    first_no integer not null check (first_no > 0),
    last_no integer not null check (last_no >= first_no),
    asked_at integer not null,
    asked_by blob not null,
    released_at integer,
    released_by blob,
    check ((released_at is null) = (released_by is null)),
    -- two people, whatever a program says
    check (released_by is null or released_by <> asked_by)
) strict;
create index print_release_order on print_release (order_id, asked_at);

-- Every right to fetch what was released, and whether it was used.
create table print_download (
    release_id blob not null references print_release (id),
    -- 1, 2, 3 … of this release
    no integer not null check (no > 0),
    -- SHA-256 of the secret of the one-use ticket
    ticket_hash blob not null,
    opened_at integer not null,
    opened_by blob not null,
    fetched_at integer,
    primary key (release_id, no)
) strict;
create index print_download_ticket on print_download (ticket_hash);

-- Print runs that were cancelled before any of their cheques was active. The codes stay: whoever presents one is told kindly.
create table withdrawn_cheque (
    id blob not null primary key,
    order_id blob not null references funding_order (id),
    withdrawn_at integer not null
) strict;
create index withdrawn_cheque_order on withdrawn_cheque (order_id);

create table withdrawn_run (
    file_id blob not null primary key references file (id),
    order_id blob not null references funding_order (id),
    reason text not null,
    withdrawn_at integer not null,
    withdrawn_by blob not null
) strict;
create index withdrawn_run_order on withdrawn_run (order_id);
