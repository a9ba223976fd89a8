//! What is to be paid, and when.

use super::card::Card;
use crate::{portal::Portal, trouble::Trouble, visitor::Member};

pub(super) async fn cards(_portal: &Portal, _member: &Member) -> Result<Vec<Card>, Trouble> {
    Ok(Vec::new())
}
