//! Where somebody goes once they are signed in: back to the page that they wanted, if it is one of ours.

use axum::response::Redirect;

use crate::{page::see, session::Access};

/// The name of the field and of the parameter.
pub(super) const SUITE: &str = "suite";
const LONGEST: usize = 500;
const TODAY: &str = "/aujourdhui";

/// A path of this site, with its query; nothing for anything else, such as an address of another site.
pub(super) fn ours(path: &str) -> Option<&str> {
    let plain = path.len() <= LONGEST && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/connexion");
    Some(path).filter(|_| plain && inside)
}

/// Where this access leads: to the second factor if one is asked, else to the page that was wanted, else to the day.
pub(super) fn onwards(access: &Access, wanted: &str) -> Redirect {
    let there = ours(wanted).unwrap_or(TODAY);
    match access.second_factor.as_str() {
        "ASKED" => see(&format!("/preuve?{SUITE}={}", encoded(there))),
        "TO_SET_UP" => see(TODAY),
        _ => see(there),
    }
}

/// `&suite=…` for a page that goes on, empty when nothing was wanted.
pub(super) fn carried(wanted: &str) -> String {
    ours(wanted).map_or_else(String::new, |path| format!("&{SUITE}={}", encoded(path)))
}

pub(super) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_are_returned_to() {
        for path in ["/guichet", "/journal?mot=x&apres=y", "/lieu/1#a"] {
            assert_eq!(ours(path), Some(path));
        }
        let long = format!("/{}", "a".repeat(500));
        let foreign =
            ["", "guichet", "//ailleurs.example", "/\\ailleurs.example", "https://ailleurs.example", "/a b", "/é"];
        for path in foreign.into_iter().chain(["/a\r\nSet-Cookie: x", "/connexion", "/connexion/code", &long]) {
            assert_eq!(ours(path), None, "{path}");
        }
        assert_eq!(carried("/journal?mot=x"), "&suite=%2Fjournal%3Fmot%3Dx");
        assert_eq!(carried("https://ailleurs.example"), "");
    }
}
