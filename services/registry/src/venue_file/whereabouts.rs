//! Where a place is: commune and postcode, a point, and whether the two can agree.

pub(super) mod ground;
pub(super) mod lambert;
pub(super) mod outline;
pub(super) mod point;
pub(super) mod postal;
