//! The gateway's schema as the pages see it: every query of this crate is checked against it when it is compiled.

#[expect(unreachable_pub, reason = "the names are written by the macro")]
#[cynic::schema("passegue")]
mod passegue {}

pub(crate) use passegue::*;
