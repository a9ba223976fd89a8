//! Who and where: the players of the story, its venues, its first day.

use kernel::{
    access::Role,
    clock::Day,
    ids::{PersonId, StructureId},
};

/// A name and an address. All of them are invented.
pub(crate) type Somebody<'s> = (&'s str, &'s str);

/// Who founds the network.
pub(crate) const ADMINISTRATOR: Somebody<'_> = ("Inès Delattre", "administration@7vallees.example");

/// Somebody, in a structure, under roles.
#[derive(Clone, Debug)]
pub(crate) struct Player {
    pub(crate) person: PersonId,
    pub(crate) organisation: StructureId,
    pub(crate) roles: Vec<Role>,
    pub(crate) name: String,
    pub(crate) mail: String,
}

/// A venue of the story, and who works there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) commune: String,
    pub(crate) staff: Player,
}

/// The first day of the story, a Wednesday.
pub(crate) fn first_day() -> Day {
    Day::of(2025, 10, 1).unwrap_or(Day::from_number(0))
}
