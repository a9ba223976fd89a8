//! The layout around every page, its headers, and the pages of trouble.

use askama::Template;
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use kernel::access::Role;

use crate::{
    assets, format,
    page::{Page, Width},
    portal::{Portal, Site},
    session::Session,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
/// The camera's reader makes its worker from a blob: on that page alone.
const CAMERA_POLICY: &str = "default-src 'self'; worker-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    page: &'a Page,
    site: &'a Site,
    phone: Option<format::Phone>,
    style: &'static str,
    icon: &'static str,
    scripts: Vec<&'static str>,
    classes: String,
    session: Option<&'a Session>,
    nav: Vec<Way>,
    demo: bool,
}

impl Layout<'_> {
    fn main_class(&self) -> &'static str {
        match self.page.width {
            Width::Text => "texte",
            Width::Wide => "large",
            Width::Bands => "bandes",
        }
    }
}

/// One link of the navigation.
struct Way {
    path: &'static str,
    label: &'static str,
    here: bool,
}

/// The page in its layout, with every header.
pub(crate) fn dressed(portal: &Portal, visitor: &Visitor, page: Page) -> Response {
    let page = if page.body.is_empty() { told(portal, Trouble::Broken) } else { page };
    let layout = Layout {
        page: &page,
        site: portal.site(),
        phone: portal.site().phone.as_deref().map(format::Phone::new),
        style: assets::url("style.css"),
        icon: assets::url("gue.svg"),
        scripts: page.scripts.iter().map(|name| assets::url(name)).collect(),
        classes: visitor.comfort().classes(),
        session: visitor.session(),
        nav: ways(visitor),
        demo: portal.is_demo(),
    };
    let html = layout.render().unwrap_or_default();
    let mut response = (page.status, Html(html)).into_response();
    put(response.headers_mut(), header::CONTENT_SECURITY_POLICY, if page.camera { CAMERA_POLICY } else { POLICY });
    let features = if page.camera {
        "camera=(self), microphone=(), geolocation=()"
    } else {
        "camera=(), microphone=(), geolocation=()"
    };
    put(response.headers_mut(), HeaderName::from_static("permissions-policy"), features);
    if page.status == StatusCode::SERVICE_UNAVAILABLE {
        put(response.headers_mut(), header::RETRY_AFTER, "5");
    }
    guarded(visitor, response)
}

/// The headers of everything that is no asset: nobody guesses what it is, nobody keeps what a signed-in person saw.
pub(crate) fn guarded(visitor: &Visitor, mut response: Response) -> Response {
    let headers = response.headers_mut();
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if !headers.contains_key(header::CACHE_CONTROL) {
        let seen_by_one = visitor.session().is_some() || visitor.has_ended();
        put(headers, header::CACHE_CONTROL, if seen_by_one { "no-store" } else { "no-cache" });
    }
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

// --- Navigation -------------------------------------------------------------------------------------------------------

const OF_ROLES: [(Role, &str, &str); 20] = [
    (Role::CounterStaff, "/guichet", "nav-counter"),
    (Role::CounterStaff, "/guichet/jour", "nav-counter-day"),
    (Role::Prescriber, "/remise", "nav-prescriber"),
    (Role::CounterStaff, "/demandes", "nav-requests"),
    (Role::Prescriber, "/demandes", "nav-requests"),
    (Role::CounterStaff, "/personnes", "nav-learners"),
    (Role::CounterStaff, "/orientations", "nav-referrals"),
    (Role::Prescriber, "/personnes", "nav-learners"),
    (Role::Prescriber, "/orientations", "nav-referrals"),
    (Role::VenueManager, "/lieu", "nav-venue"),
    (Role::VenueManager, "/personnes", "nav-learners"),
    (Role::VenueManager, "/orientations", "nav-referrals"),
    (Role::VenueManager, "/demandes", "nav-requests"),
    (Role::Operator, "/reseau", "nav-operator"),
    (Role::Treasurer, "/reglements", "nav-treasurer"),
    (Role::Funder, "/commandes", "nav-funder"),
    (Role::Analyst, "/chiffres", "nav-analyst"),
    (Role::VenueManager, "/membres", "nav-members"),
    (Role::Administrator, "/membres", "nav-members"),
    (Role::Administrator, "/journal", "nav-trail"),
];

const PUBLIC: [(&str, &str); 4] =
    [("/lieux", "nav-finder"), ("/carte", "nav-map"), ("/mon-carnet", "nav-booklet"), ("/aide", "nav-help")];

fn ways(visitor: &Visitor) -> Vec<Way> {
    let Some(session) = visitor.session() else {
        return PUBLIC.into_iter().map(|(path, label)| way(path, label, visitor.path())).collect();
    };
    let mut ways = vec![way("/aujourdhui", "nav-today", visitor.path())];
    for (role, path, label) in OF_ROLES {
        if session.roles.contains(&role) && ways.iter().all(|known| known.path != path) {
            ways.push(way(path, label, visitor.path()));
        }
    }
    // Of two ways that lead here, the longer one is the page.
    let longest = ways.iter().filter(|way| way.here).map(|way| way.path.len()).max();
    for way in &mut ways {
        way.here = way.here && Some(way.path.len()) == longest;
    }
    ways
}

fn way(path: &'static str, label: &'static str, here: &str) -> Way {
    let inside = here.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    Way { path, label, here: inside }
}

// --- Trouble ----------------------------------------------------------------------------------------------------------

#[derive(Template)]
#[template(path = "trouble.html")]
struct Told {
    word: &'static str,
    phone: Option<format::Phone>,
}

/// The page of a trouble: what is the matter, and what to do now.
pub(crate) fn told(portal: &Portal, trouble: Trouble) -> Page {
    let word = match trouble {
        Trouble::SignedOut => "trouble-signed-out",
        Trouble::Forbidden => "trouble-forbidden",
        Trouble::Absent => "trouble-absent",
        Trouble::TooLong => "trouble-too-long",
        Trouble::Unreadable => "trouble-unreadable",
        Trouble::Foreign => "trouble-foreign",
        Trouble::Away => "trouble-away",
        Trouble::Broken => "trouble-broken",
    };
    let phone = portal.site().phone.as_deref().map(format::Phone::new);
    Page::new(t(word), &Told { word, phone }).status(trouble.status())
}
