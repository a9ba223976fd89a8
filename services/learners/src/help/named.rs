//! Short closed lists, each thing under the name that the database keeps.

/// An enum with `ALL`, `name` and `named`; its names in JSON are the same.
macro_rules! named {
    ($(#[$doc:meta])* $kind:ident { $($(#[$about:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $kind { $($(#[$about])* #[serde(rename = $name)] $variant,)* }

        impl $kind {
            /// All of them, in the order in which they are proposed.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As the database keeps it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(super) use named;
