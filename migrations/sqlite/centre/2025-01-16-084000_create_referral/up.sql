-- Referrals (« orientations »): somebody is sent from one place to another, or to a partner outside. What is written of them is sealed
-- apart; what remains once they were forgotten is counted, and names nobody.

create table referral (
    id blob not null primary key,
    -- who is sent; null once they were forgotten
    learner_id blob references learner (id),
    -- who sends
    structure_id blob not null references structure (id),
    sent_by blob not null,
    -- to which venue, and the structure that answered for it then; null: a partner outside the network
    venue_id blob references venue (id),
    receiver_id blob references structure (id),
    theme text,
    -- the session that is meant, as it was announced then; null: none in particular
    session_id blob,
    starts_at integer,
    stage text not null check (stage in ('sent', 'seen', 'proposed', 'accepted', 'refused', 'lapsed', 'withdrawn')),
    sent_at integer not null,
    seen_at integer,
    ended_at integer,
    -- the last day on which whoever has to answer does it in time
    due_by integer not null,
    -- 1: that day has passed, and both sides were told
    reminded integer not null check (reminded in (0, 1)),
    -- why it was refused or put off: names parted by spaces
    reasons text not null,
    -- what is proposed, or was agreed, in the place of the session above
    other_session_id blob,
    other_starts_at integer,
    check ((venue_id is null) = (receiver_id is null))
) strict;
create index referral_sender on referral (structure_id, sent_at);
create index referral_receiver on referral (receiver_id, sent_at);
create index referral_learner on referral (learner_id);
create index referral_due on referral (due_by) where stage in ('sent', 'seen', 'proposed');

-- Why somebody is sent, what is answered in words, who the partner is: sealed under a key of its own, and deleted with the person.
create table referral_words (
    referral_id blob not null primary key references referral (id),
    sealed_key blob not null,
    sealed blob not null
) strict;

-- The secret addresses under which a partner outside the network reads a referral and answers it.
create table referral_link (
    id blob not null primary key,
    referral_id blob not null references referral (id),
    -- keyed: the address is not in the database
    secret_hash blob not null,
    made_at integer not null,
    made_by blob not null,
    until integer not null,
    ended_at integer
) strict;
create index referral_link_of on referral_link (referral_id);
create index referral_link_secret on referral_link (secret_hash);

-- What has to be told, to whom, and whether it was.
create table referral_news (
    referral_id blob not null references referral (id),
    no integer not null,
    whom text not null check (whom in ('receiver', 'sender', 'person')),
    what text not null,
    at integer not null,
    told_at integer,
    -- a person of the structure that sent; null: the network wrote a mail
    told_by blob,
    -- how the person was told
    way text,
    primary key (referral_id, no)
) strict;
create index referral_news_waits on referral_news (at) where told_at is null;
