-- What people can do already (« bilan »): the questions, version by version, and what was answered on a day. No name, no remark.

-- The questions that follow those of the program, whose version is 1. Published, a version never changes.
create table question_set (
    version bigint not null primary key check (version > 1),
    -- JSON: everything that is asked, and what is told of each answer
    document text not null,
    -- how often the draft was written: whoever changes it has read the last one
    revision bigint not null check (revision > 0),
    drafted_at bigint not null,
    drafted_by uuid not null,
    published_at bigint,
    published_by uuid,
    check ((published_at is null) = (published_by is null))
);

create table diagnostic (
    id uuid not null primary key,
    -- who made it
    structure_id uuid not null references structure (id),
    -- null: somebody who is not recorded, or was forgotten; only counted
    learner_id uuid references learner (id),
    -- of the questions
    version bigint not null check (version > 0),
    -- a day: of the conversation, or of the paper
    made_on bigint not null,
    -- 1: written on paper first
    on_paper bigint not null check (on_paper in (0, 1)),
    -- JSON; null once nobody may read them any more
    answers text,
    -- 0 to 3 in each area of DigComp; null where nothing was asked
    information bigint check (information between 0 and 3),
    communication bigint check (communication between 0 and 3),
    content bigint check (content between 0 and 3),
    safety bigint check (safety between 0 and 3),
    environment bigint check (environment between 0 and 3),
    overall bigint not null check (overall between 0 and 3),
    way text not null check (way in ('training', 'do-for-them', 'at-ease')),
    entered_at bigint not null,
    entered_by uuid not null
);
create index diagnostic_learner on diagnostic (learner_id);
create index diagnostic_structure on diagnostic (structure_id, made_on);
create index diagnostic_entered on diagnostic (entered_at);
