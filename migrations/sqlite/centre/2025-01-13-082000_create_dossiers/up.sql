-- The bank dossier of a structure: accounts that somebody proposes and somebody else approves, and from when each is paid on.

create table bank_dossier (
    id blob not null primary key,
    structure_id blob not null references structure (id),
    bank_account_id blob not null references bank_account (id),
    -- the day on the bank's own paper
    document_day integer not null,
    file_id blob references file (id),
    -- of a public venue: its régie or its mandate
    public_reference text,
    proposed_by blob not null,
    proposed_at integer not null,
    stage text not null check (stage in ('open', 'approved', 'refused')),
    decided_by blob,
    decided_at integer,
    reason text,
    -- what the bank says of holder and account (verification of payee)
    payee_check text check (payee_check in ('match', 'close-match', 'no-match', 'not-possible', 'not-asked')),
    -- the name that the bank gives when it is close
    payee_name text,
    -- why the account is taken all the same; by whoever decides
    override_reason text,
    check (decided_by is null or decided_by <> proposed_by),
    check ((stage = 'open') = (decided_at is null)),
    check (stage <> 'approved' or payee_check is not null)
) strict;
-- Two persons never work on two accounts of one structure.
create unique index bank_dossier_open on bank_dossier (structure_id) where stage = 'open';
create index bank_dossier_stage on bank_dossier (stage, proposed_at);
create index bank_dossier_structure on bank_dossier (structure_id, proposed_at);

-- From when a structure is paid on which account: each period lasts until the next begins, so that none overlap.
create table account_period (
    structure_id blob not null references structure (id),
    from_at integer not null,
    -- null: on none, until somebody has looked at it again
    bank_account_id blob references bank_account (id),
    -- payments wait until then
    held_until integer,
    cause text not null check (cause in ('accreditation', 'dossier', 'bank')),
    primary key (structure_id, from_at)
) strict;
create index account_period_account on account_period (bank_account_id);
insert into account_period (structure_id, from_at, bank_account_id, cause)
select v.structure_id, a.decided_at, a.bank_account_id, 'accreditation'
from application a join venue v on v.id = a.venue_id
where a.stage = 'accepted' and not exists (
    select 1 from application b join venue w on w.id = b.venue_id
    where w.structure_id = v.structure_id and b.stage = 'accepted' and b.decided_at = a.decided_at and b.id > a.id);
create index bank_account_iban on bank_account (iban);
