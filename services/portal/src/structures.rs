//! The register of structures, as several areas ask for it: one page of it, or every structure of some kinds.

use cynic::QueryBuilder;

use crate::{ask::PageInfo, portal::Portal, schema, trouble::Trouble, visitor::Member};

/// What a structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum StructureKind {
    VenueHolder,
    Prescriber,
    Funder,
    Operator,
    Intercommunality,
}

/// A structure of the register.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct RegisteredStructure {
    pub(crate) id: cynic::Id,
    pub(crate) name: String,
    pub(crate) kind: StructureKind,
    pub(crate) siret: Option<String>,
    pub(crate) rna: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    search: Option<String>,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Register {
    #[arguments(search: $search, first: $first, after: $after)]
    structures: RegisteredStructureConnection,
}

#[derive(cynic::QueryFragment)]
struct RegisteredStructureConnection {
    nodes: Vec<RegisteredStructure>,
    page_info: PageInfo,
}

/// What a page of the register begins after, and what it is searched for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sought {
    /// Words of the name, or digits of the numbers; none: everything.
    pub(crate) search: Option<String>,
    /// Where the page before ended.
    pub(crate) after: Option<String>,
}

/// So many structures by name, and where the list goes on.
pub(crate) async fn page(
    portal: &Portal,
    member: &Member,
    sought: Sought,
    first: i32,
) -> Result<(Vec<RegisteredStructure>, Option<String>), Trouble> {
    let wanted = Wanted { search: sought.search, first, after: sought.after };
    let found = portal.ask(&member.visitor, Register::build(wanted)).await?.structures;
    Ok((found.nodes, found.page_info.next()))
}

/// The most that the network gives at once.
const MOST: i32 = 100;

/// Every structure of these kinds, by name, however many there are.
pub(crate) async fn of_kinds(
    portal: &Portal,
    member: &Member,
    kinds: &[StructureKind],
) -> Result<Vec<RegisteredStructure>, Trouble> {
    let (mut all, mut sought) = (Vec::new(), Sought::default());
    loop {
        let (found, end) = page(portal, member, sought, MOST).await?;
        all.extend(found.into_iter().filter(|one| kinds.contains(&one.kind)));
        if end.is_none() {
            return Ok(all);
        }
        sought = Sought { after: end, ..Sought::default() };
    }
}
