//! A browser without screen: it keeps cookies, follows redirects, and sends forms as they stand in the page.

use std::{cell::RefCell, collections::BTreeMap};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use kernel::access::{Actor, Role};
use passegue::centre::Centre;
use portal::session::{Organisation, Session};
use tower::ServiceExt;

use super::network::cast::Person;

/// One browser, with its cookies.
pub(crate) struct Browser {
    router: Router,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What it shows.
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) path: String,
    pub(crate) html: String,
}

const MOST_REDIRECTS: usize = 5;
const HOST: &str = "passegue.test";

impl Browser {
    /// A browser in front of this centre.
    pub(crate) fn of(centre: &Centre) -> Self {
        Self::before(centre.router())
    }

    /// The same in front of whatever answers.
    pub(crate) fn before(router: Router) -> Self {
        Self { router, cookies: RefCell::default() }
    }

    /// The same, with somebody signed in.
    pub(crate) fn signed_in(centre: &Centre, who: &Person, name: &str) -> Self {
        let browser = Self::of(centre);
        let cookie = portal::brought(centre.portal(), &session(centre, who, name));
        browser.keep(&cookie);
        browser
    }

    /// Opens a page, following where it leads.
    pub(crate) async fn opens(&self, path: &str) -> Shown {
        self.goes(Request::get(path), String::new(), path).await
    }

    /// Sends a form to that address, following where it leads. The hidden fields of the page that is shown are `kept`.
    pub(crate) async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.goes(posting(path), form(fields), path).await
    }

    /// Sends a form with a file (its name, its kind, its text), following where it leads.
    pub(crate) async fn brings(&self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &str, &str)>) -> Shown {
        const EDGE: &str = "une-frontiere-de-formulaire";
        let part =
            |head: String, body: &str| format!("--{EDGE}\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let mut body: String = fields.iter().map(|(name, value)| part(format!("name=\"{name}\""), value)).collect();
        // Without a choice, browsers send an empty file.
        let (name, kind, content) = file.unwrap_or(("", "application/octet-stream", ""));
        body += &part(format!("name=\"fichier\"; filename=\"{name}\"\r\nContent-Type: {kind}"), content);
        body += &format!("--{EDGE}--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::ORIGIN, format!("http://{HOST}"));
        self.goes(request, body, path).await
    }

    async fn goes(&self, request: axum::http::request::Builder, body: String, path: &str) -> Shown {
        let mut shown = self.once(request, body.clone(), path).await;
        for _ in 0..MOST_REDIRECTS {
            let Some(to) = shown.leads_to() else { return shown };
            shown = match shown.status {
                // The same form, sent on as it is.
                StatusCode::TEMPORARY_REDIRECT => self.once(posting(&to), body.clone(), &to).await,
                _ => self.once(Request::get(&to), String::new(), &to).await,
            };
        }
        panic!("{path} leads on without end")
    }

    /// One request and its answer, redirects not followed.
    pub(crate) async fn once(&self, request: axum::http::request::Builder, body: String, path: &str) -> Shown {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::HOST, HOST).header(header::COOKIE, cookies.join("; "));
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie of letters"));
        }
        let body = to_bytes(body, usize::MAX).await.expect("the whole body");
        let html = String::from_utf8(body.to_vec()).expect("UTF-8");
        Shown { status: parts.status, headers: parts.headers, path: path.to_owned(), html }
    }

    /// Bytes of a page as they travel, compressed.
    pub(crate) async fn weighs(&self, path: &str) -> usize {
        let request = Request::get(path).header(header::HOST, HOST).header(header::ACCEPT_ENCODING, "gzip");
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip", "{path}");
        to_bytes(response.into_body(), usize::MAX).await.expect("the whole body").len()
    }

    fn keep(&self, cookie: &str) {
        let Some((name, rest)) = cookie.split_once('=') else { return };
        let value = rest.split(';').next().unwrap_or_default();
        match cookie.contains("Max-Age=0") {
            true => self.cookies.borrow_mut().remove(name),
            false => self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned()),
        };
    }

    /// The cookies that it holds.
    pub(crate) fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.borrow().clone()
    }
}

/// A session made by the centre itself.
fn session(centre: &Centre, who: &Person, name: &str) -> Session {
    const MINUTES: i64 = 15;
    let Actor::Member { person, organisation, roles, .. } = who.actor.clone() else { panic!("nobody signs in") };
    let token = centre.mint(person, organisation, roles.iter().copied(), MINUTES).expect("a token");
    let until = centre.clock().now().plus_ms(MINUTES * 60_000);
    Session {
        visit: "visite".to_owned(),
        token,
        until,
        refresh: String::new(),
        refresh_until: until,
        second_factor: "PROVED".to_owned(),
        person: person.to_string(),
        name: name.to_owned(),
        organisation: Some(Organisation { id: organisation.to_string(), name: "Sa structure".to_owned() }),
        roles: roles.into_iter().collect::<std::collections::BTreeSet<Role>>(),
        used_at: None,
        again: false,
    }
}

impl Shown {
    /// What stands in a field.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let field = self.html.split("<input").find(|field| field.contains(&format!("name=\"{name}\"")))?;
        let value = field.split('>').next()?.split("value=\"").nth(1)?;
        value.split('"').next().map(str::to_owned)
    }

    /// The title of the window.
    pub(crate) fn title(&self) -> &str {
        between(&self.html, "<title>", "</title>")
    }

    /// The text of its main part, without tags, on one line.
    pub(crate) fn text(&self) -> String {
        let main = between(&self.html, "<main", "</main>");
        let bare: String =
            main.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| format!("{text} ")).collect();
        let bare = bare.replace("&#39;", "'").replace("&#38;", "&").replace('\u{A0}', " ");
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn leads_to(&self) -> Option<String> {
        let to = self.headers.get(header::LOCATION).filter(|_| self.status.is_redirection())?;
        to.to_str().ok().map(str::to_owned)
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

fn posting(path: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, format!("http://{HOST}"))
}

fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
