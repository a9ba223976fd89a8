//! The receipt of what is done with a referral. It names nobody.

use kernel::ids::ReferralId;
use serde::{Deserialize, Serialize};

/// A referral with which something was done. Nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Which.
    pub referral: ReferralId,
}
