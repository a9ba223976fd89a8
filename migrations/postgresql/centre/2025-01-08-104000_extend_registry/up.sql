-- What a venue says of itself beyond its name and address, and what an application is made of: answers to a versioned grid
-- of criteria, evidence, a thread between applicant and operator, and the draft that comes before.

-- how people are received, from a closed list, with spaces between; empty when unknown
alter table venue add column access text not null default '';
-- how to come, and what the place is, in the venue's own words; empty when unknown
alter table venue add column directions text not null default '';
alter table venue add column description text not null default '';
alter table venue add column mail text not null default '';
alter table venue add column website text not null default '';
-- when its sheet last changed; null: never since it was opened
alter table venue add column changed_at bigint;

-- the version of the grid that was answered; null when none was
alter table application add column grid_version bigint;

-- What the applicant says to a criterion. Replaced while the application waits, then kept as it was decided upon.
create table application_answer (
    application_id uuid not null references application (id),
    criterion text not null,
    answer text not null check (answer in ('yes', 'no', 'soon')),
    note text not null,
    author uuid not null,
    at bigint not null,
    primary key (application_id, criterion)
);

-- A file that shows what an answer says.
create table application_evidence (
    application_id uuid not null references application (id),
    file_id uuid not null references file (id),
    criterion text not null,
    author uuid not null,
    at bigint not null,
    primary key (application_id, file_id)
);

-- What applicant and operator write to each other about an application.
create table application_message (
    id uuid not null primary key,
    application_id uuid not null references application (id),
    side text not null check (side in ('applicant', 'operator')),
    author uuid not null,
    at bigint not null,
    body text not null
);
create index application_message_thread on application_message (application_id, at);

-- An application that is being written, as its writers left it: judged only when it is sent. One for each organisation,
-- which need not be registered yet.
create table application_draft (
    organisation uuid not null primary key,
    document text not null,
    author uuid not null,
    changed_at bigint not null
);
