-- People who learn: who they are lies apart, sealed, and is forgotten; what remains is a random name, a commune and dates.

create table learner (
    -- random, also in booklets: leads to nobody
    id uuid not null primary key,
    -- who recorded the person, and knows them
    structure_id uuid not null references structure (id),
    home_commune text,
    commune_year bigint,
    kept_at bigint not null,
    kept_by uuid not null,
    -- a day; two years after it the person is forgotten
    last_contact bigint not null,
    -- the same person under another row: reads go on there
    merged_id uuid references learner (id),
    erased_at bigint,
    check ((home_commune is null) = (commune_year is null))
);
create index learner_structure on learner (structure_id, kept_at);
create index learner_merged on learner (merged_id);
create index learner_contact on learner (last_contact);

-- Who they are: names, birth, how they are told, who acts for them, what they need. Sealed under a key of its own, itself sealed under
-- one outside the database; the row is deleted when the person is forgotten.
create table learner_person (
    learner_id uuid not null primary key references learner (id),
    sealed_key bytea not null,
    sealed bytea not null
);

-- Keyed hashes of two words of a name, with a year of birth or without: find the same person again, and name nobody.
create table learner_mark (
    mark bytea not null,
    learner_id uuid not null references learner (id),
    primary key (mark, learner_id)
);
create index learner_mark_learner on learner_mark (learner_id);

-- The number on the person's card: a pseudonym. A card that was replaced ends.
create table learner_card (
    number text not null primary key,
    learner_id uuid not null references learner (id),
    since bigint not null,
    ended_at bigint
);
create index learner_card_learner on learner_card (learner_id);

-- Another structure that receives the person: sees a first name and a letter, and how to reach them until that day. Because a card was
-- shown there; or because somebody sent them, which counts for as long as they agree that another place is told who comes.
create table learner_served (
    learner_id uuid not null references learner (id),
    structure_id uuid not null references structure (id),
    cause text not null check (cause in ('card', 'referral')),
    since bigint not null,
    until bigint not null,
    primary key (learner_id, structure_id, cause)
);
create index learner_served_structure on learner_served (structure_id, since);

-- What the person said to each use of what is known of them; the last word counts, and none is ever changed.
create table learner_consent (
    learner_id uuid not null references learner (id),
    purpose text not null check (purpose in ('referral', 'share-reason', 'share-diagnostic', 'reminders')),
    no bigint not null,
    -- 1: yes; 0: no, or no more
    given bigint not null check (given in (0, 1)),
    -- of the text that was shown
    version bigint not null,
    -- on paper: whoever recorded it helped the person
    way text not null check (way in ('person', 'paper')),
    at bigint not null,
    recorded_by uuid not null,
    structure_id uuid not null references structure (id),
    primary key (learner_id, purpose, no)
);

-- Two rows that are one person; undone, both are as they were.
create table learner_merge (
    id uuid not null primary key,
    from_id uuid not null references learner (id),
    into_id uuid not null references learner (id),
    structure_id uuid not null references structure (id),
    at bigint not null,
    merged_by uuid not null,
    undone_at bigint,
    undone_by uuid
);
create index learner_merge_into on learner_merge (into_id);
create index learner_merge_from on learner_merge (from_id);

-- The rows that a merge turned to another one, and where each led before.
create table learner_moved (
    merge_id uuid not null references learner_merge (id),
    learner_id uuid not null references learner (id),
    before_id uuid references learner (id),
    primary key (merge_id, learner_id)
);
create index learner_moved_learner on learner_moved (learner_id);

-- Names that were sought, and numbers of cards that nobody has, by structure and person: too many in five minutes slow down. Not what
-- was tried; older ones are forgotten by whoever tries next.
create table learner_attempt (
    id uuid not null primary key,
    organisation uuid not null,
    person_id uuid not null,
    at bigint not null
);
create index learner_attempt_recent on learner_attempt (organisation, at);
-- whoever tries next takes the older ones of everybody away
create index learner_attempt_old on learner_attempt (at);
