//! What mutations answer: made of the kept receipt alone, so that a replay answers the same.

macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $field:ident: $type:ty }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub(super) struct $name {
            /// What was done.
            pub(super) $field: Option<$type>,
            /// Why it was not.
            pub(super) refusal: Option<registry::graph::answer::Refusal>,
        }
        impl From<(Option<$type>, Option<registry::graph::answer::Refusal>)> for $name {
            fn from(($field, refusal): (Option<$type>, Option<registry::graph::answer::Refusal>)) -> Self {
                Self { $field, refusal }
            }
        }
    };
}

pub(super) use payload;
