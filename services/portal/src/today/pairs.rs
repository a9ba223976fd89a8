//! What two people do, each a half: the way to it, and where somebody lacks.

use super::card::Card;
use crate::{
    administrator::pairs::{self, PairStanding},
    format,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const PATH: &str = "/a-deux";

/// The card of whoever sees it: how many lack somebody, or that none does.
pub(super) async fn card(portal: &Portal, member: &Member) -> Result<Card, Trouble> {
    let pairs = pairs::all(portal, member).await?;
    let lacking = pairs.iter().filter(|pair| pair.standing != PairStanding::Open).count();
    let lacking = i64::try_from(lacking).unwrap_or(i64::MAX);
    if lacking == 0 {
        return Ok(Card::new(t("today-pairs"), PATH, t("today-pairs-link")));
    }
    let sentence = t("administrator-today-pairs").with("count", lacking);
    Ok(Card::new(sentence, PATH, t("administrator-today-pairs-link")).figure(format::count(lacking)))
}
