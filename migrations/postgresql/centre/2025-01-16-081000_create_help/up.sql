-- Help outside any session (« coup de main »): counted, and of nobody in particular unless they showed their card.

create table help (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    -- the day on which it was given; it may be written down later
    day bigint not null,
    theme text not null,
    minutes bigint not null check (minutes between 1 and 600),
    -- done for the person, or learnt by them; null, here and below: not said
    way text check (way in ('do-for', 'learn')),
    mode text not null check (mode in ('on-site', 'at-home', 'phone', 'elsewhere')),
    autonomy text check (autonomy in ('guided', 'partly', 'alone')),
    -- null: outside the territory, or not said
    home_commune text,
    commune_year bigint,
    age_band text,
    situation text,
    -- the kind of structure where the person was sent on; null: nowhere
    redirected text,
    -- whose card was shown; null: no card
    learner_id uuid references learner (id),
    at bigint not null,
    helped_by uuid not null,
    check ((home_commune is null) = (commune_year is null))
);
create index help_venue on help (venue_id, at);
create index help_venue_day on help (venue_id, day);
create index help_day on help (day);
create index help_learner on help (learner_id);

-- Written down by mistake: crossed out once, on the same day. It counts no more.
create table help_undone (
    help_id uuid not null primary key references help (id),
    at bigint not null,
    undone_by uuid not null
);
