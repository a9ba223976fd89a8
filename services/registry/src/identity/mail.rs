//! An electronic address as it is kept: one writing for one mailbox.

use serde::{Deserialize, Serialize};

use crate::refusal::Refused;

/// RFC 5321, 4.5.3.1.
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// An address: `accueil@mairie.example`, in small letters.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mail(String);

impl Mail {
    /// Reads what was typed: spaces around it and capitals do not count. `INPUT_INVALID` (`email`) for what is no address.
    pub(crate) fn parse(text: &str) -> Result<Self, Refused> {
        let folded = text.trim().to_lowercase();
        let wrong = Refused::Input("email");
        let (local, domain) = folded.rsplit_once('@').ok_or(wrong)?;
        let plain =
            folded.len() <= LONGEST && !folded.chars().any(|c| c.is_whitespace() || c.is_control() || is_odd(c));
        let whole = !local.is_empty() && local.len() <= LONGEST_LOCAL && !local.contains('@');
        let named = domain.contains('.') && domain.split('.').all(|part| !part.is_empty());
        if plain && whole && named { Ok(Self(folded)) } else { Err(wrong) }
    }

    /// As it is kept and written to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) const fn kept(text: String) -> Self {
        Self(text)
    }
}

/// An address is somebody's: none is shown where things are debugged.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail")
    }
}

/// Signs that would end an address in a mail's head, and writing that hides.
const fn is_odd(c: char) -> bool {
    matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '\\' | '"')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_writing() {
        for text in ["accueil@mairie.example", " Accueil@Mairie.Example ", "ACCUEIL@MAIRIE.EXAMPLE\n"] {
            assert_eq!(Mail::parse(text).unwrap().as_str(), "accueil@mairie.example");
        }
        assert_eq!(format!("{:?}", Mail::parse("a@b.example").unwrap()), "Mail");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@mairie.example", "a".repeat(65));
        let endless = format!("a@{}.example", "b".repeat(250));
        let texts =
            ["", "a", "@", "a@", "@b.c", "a@b", "a@b.", "a@.b", "a@b..c", "a b@c.d", "a@b.c\r\nBcc: d@e.f", "<a@b.c>"];
        for text in texts.into_iter().chain([&*long, &*endless, "a@b.c,d@e.f", "a@b@c.d", "a\u{202E}@b.c", "a@b.c\0"]) {
            assert_eq!(Mail::parse(text), Err(Refused::Input("email")), "{text:?}");
        }
    }
}
