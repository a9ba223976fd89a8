-- The codes of a print run in clear: asked for by one person, released by another, each download written down.

create table print_release (
    id uuid not null primary key,
    order_id uuid not null references funding_order (id),
    file_id uuid not null references file (id),
    -- the whole run as data for a printer, or some booklets as pages
    form text not null check (form in ('data', 'pages')),
    -- which booklets, both included
    first_no bigint not null check (first_no > 0),
    last_no bigint not null check (last_no >= first_no),
    asked_at bigint not null,
    asked_by uuid not null,
    released_at bigint,
    released_by uuid,
    check ((released_at is null) = (released_by is null)),
    -- two people, whatever a program says
    check (released_by is null or released_by <> asked_by)
);
create index print_release_order on print_release (order_id, asked_at);

-- Every right to fetch what was released, and whether it was used.
create table print_download (
    release_id uuid not null references print_release (id),
    -- 1, 2, 3 … of this release
    no bigint not null check (no > 0),
    -- SHA-256 of the secret of the one-use ticket
    ticket_hash bytea not null,
    opened_at bigint not null,
    opened_by uuid not null,
    fetched_at bigint,
    primary key (release_id, no)
);
create index print_download_ticket on print_download (ticket_hash);

-- Print runs that were cancelled before any of their cheques was active. The codes stay: whoever presents one is told kindly.
create table withdrawn_cheque (
    id uuid not null primary key,
    order_id uuid not null references funding_order (id),
    withdrawn_at bigint not null
);
create index withdrawn_cheque_order on withdrawn_cheque (order_id);

create table withdrawn_run (
    file_id uuid not null primary key references file (id),
    order_id uuid not null references funding_order (id),
    reason text not null,
    withdrawn_at bigint not null,
    withdrawn_by uuid not null
);
create index withdrawn_run_order on withdrawn_run (order_id);
