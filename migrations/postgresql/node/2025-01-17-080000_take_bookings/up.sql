-- Who comes to a session: seats that wait for their cheques, that are taken, that are waited for; and what became of them.

create table booking (
    venue_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    -- the structure that booked: a prescriber, or a venue
    structure_id uuid not null,
    -- whose random name in the network, when the person is recorded; the name itself is not here
    learner_id uuid,
    -- a first name and a letter, for who welcomes the person; forgotten thirty days after the session
    called text,
    -- cheques to be kept at the centre; 0: the session is free for the person
    cheques bigint not null check (cheques between 0 and 10),
    stage text not null check (stage in ('pending', 'confirmed', 'waiting', 'offered', 'seen', 'excused', 'missed', 'cancelled', 'moved',
        'called-off', 'lapsed')),
    -- of a seat that is kept for an answer: until when
    until bigint,
    at bigint not null,
    ended_at bigint,
    primary key (venue_id, id),
    foreign key (venue_id, session_id) references session (venue_id, id),
    check ((until is not null) = (stage in ('pending', 'offered')))
);
create index booking_session on booking (venue_id, session_id, at);
-- each minute the rounds look for seats that were kept in vain
create index booking_kept on booking (until) where until is not null;
-- each deed about a seat looks for names that are to be forgotten: there are none, or few, however many bookings there were
create index booking_named on booking (venue_id, at) where called is not null;
-- each minute the rounds look whether somebody is expected where nobody is received
create index booking_open on booking (venue_id, session_id) where ended_at is null;
-- who was forgotten in the network is looked for here
create index booking_learner on booking (learner_id);

-- What the centre is still to do for a booking: redeem the cheques of who came, give back those of who did not, keep them until another
-- day. Written with what it follows from, in one transaction; closed once the centre has answered.
create table errand (
    venue_id uuid not null,
    booking_id uuid not null,
    kind text not null check (kind in ('claim', 'release', 'move')),
    -- why cheques are given back, in the centre's words; null: they are not
    why text,
    cheques bigint not null check (cheques between 1 and 10),
    at bigint not null,
    closed_at bigint,
    -- the centre's receipt of a claim
    receipt_id uuid,
    -- of a move: when the session begins from now on
    starts_at bigint,
    primary key (venue_id, booking_id, kind),
    foreign key (venue_id, booking_id) references booking (venue_id, id),
    check ((kind = 'release') = (why is not null)),
    check ((kind = 'move') = (starts_at is not null))
);
create index errand_open on errand (venue_id, closed_at);

-- What whoever booked has to be told, when it did not come from them: the session is called off or sits on another day, the venue receives
-- nobody. Of each booking the last such thing alone.
create table tidings (
    venue_id uuid not null,
    booking_id uuid not null,
    what text not null check (what in ('called-off', 'put-off', 'venue-closed')),
    at bigint not null,
    told_at bigint,
    primary key (venue_id, booking_id),
    foreign key (venue_id, booking_id) references booking (venue_id, id)
);
create index tidings_open on tidings (at) where told_at is null;
