-- Listed places: what others publish about places that help with digital matters, as their files say it. A fact told by
-- somebody else, kept apart from `venue`: nobody in the network answers for it, and it is never paid.
create table listing (
    -- made of source and key, so that the same place bears the same identifier wherever its file is read
    id uuid not null primary key,
    -- who publishes it, and under which key there
    source text not null,
    source_key text not null,
    name text not null,
    -- the name as it is searched for and sorted by
    folded_name text not null,
    address text not null,
    postcode text not null,
    -- as it was written
    commune text not null,
    -- the commune of the territory, with the year under whose communes the code is meant; null outside the territory
    commune_code text,
    commune_year bigint,
    lat double precision,
    lon double precision,
    takes_pass bigint not null check (takes_pass in (0, 1)),
    -- the day of which its source speaks, in days since 1970; null when not said
    updated_on bigint,
    -- all that is known of it, as JSON, and the SHA-256 of that text
    document text not null,
    hash bytea not null,
    first_seen_at bigint not null,
    changed_at bigint not null,
    -- the same place, once it is a venue of the network
    venue_id uuid references venue (id),
    unique (source, source_key),
    check ((commune_code is null) = (commune_year is null)),
    check ((lat is null) = (lon is null))
);
create index listing_name on listing (folded_name, id);
create index listing_commune on listing (commune_code, folded_name);
create index listing_venue on listing (venue_id);
