//! Closed lists: names for machines that never change their meaning, so that villages can be compared.

/// Writes an enumeration whose members each have a name, kept in tables and spoken by the schema.
macro_rules! closed_list {
    ($(#[$about:meta])* $list:ident { $($(#[$doc:meta])* $member:ident $name:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $list { $($(#[$doc])* #[serde(rename = $name)] $member,)* }

        impl $list {
            /// Every member, in the order in which people read them.
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            /// As machines read it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$member => $name,)* }
            }

            /// The member of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.name() == name)
            }
        }
    };
}

pub(crate) use closed_list;
