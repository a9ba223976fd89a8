//! A browser without a window: pages asked for and forms sent on one kept-alive connection, cookies kept from one to the next.

use std::{collections::BTreeMap, net::SocketAddr};

use super::connection::Connection;
use crate::stop::Stop;

/// Somebody signed in.
pub(crate) struct Visit {
    connection: Connection,
    host: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its status: 200, 303…
    pub(crate) status: u16,
    /// Where it sends the browser.
    pub(crate) location: Option<String>,
    /// Its markup.
    pub(crate) body: String,
}

impl Visit {
    /// A connection whose requests bear this cookie, written `name=value`, and those that the server gives.
    pub(crate) async fn open(address: SocketAddr, cookie: &str) -> Result<Self, Stop> {
        let cookies = pair(cookie).into_iter().collect();
        Ok(Self { connection: Connection::open(address).await?, host: address.to_string(), cookies })
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Page, Stop> {
        let (host, cookies) = (&self.host, self.cookies());
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookies}\r\n\r\n");
        self.ask(&request).await
    }

    /// Sends a form of this very site.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page, Stop> {
        let (host, cookies, form) = (&self.host, self.cookies(), encoded(fields));
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\n\
             cookie: {cookies}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        self.ask(&request).await
    }

    fn cookies(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    async fn ask(&mut self, request: &str) -> Result<Page, Stop> {
        let (head, body) = self.connection.converse(request).await?;
        self.cookies.extend(fields(&head, "set-cookie").filter_map(pair));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let location = fields(&head, "location").next().map(str::to_owned);
        Ok(Page { status, location, body })
    }
}

impl Page {
    /// The value of a hidden field of its forms, the last one of that name: the form that acts stands at the end.
    pub(crate) fn hidden(&self, name: &str) -> Option<&str> {
        let wanted = format!("name=\"{name}\"");
        let tags = self.body.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let tag = tags.filter(|tag| tag.contains("hidden") && tag.contains(&wanted)).last()?;
        tag.split_once("value=\"")?.1.split('"').next()
    }

    /// A page that is not what the measure expects, in a line.
    pub(crate) fn unexpected(&self, doing: &str) -> Stop {
        let title = self.body.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        Stop::refused(format!("{doing} : la page {} « {title} » n'est pas celle attendue.", self.status))
    }
}

fn fields<'h>(head: &'h str, wanted: &'h str) -> impl Iterator<Item = &'h str> {
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    lines.filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
}

/// `name=value`, with or without what follows in the answer of a server.
fn pair(cookie: &str) -> Option<(String, String)> {
    let (name, value) = cookie.split(';').next()?.split_once('=')?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

/// Fields as a form sends them.
fn encoded(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", escaped(name), escaped(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_as_browsers_do_and_a_page_is_read_back() {
        assert_eq!(encoded(&[("code", "0A-B é"), ("cle", "a&b=c")]), "code=0A-B%20%C3%A9&cle=a%26b%3Dc");
        let body = "<input name=\"code\" value=\"x\"><input type=\"hidden\" name=\"cle\" value=\"k1\"><input type=\"hidden\" \
                    name=\"cle\" value=\"k2\">";
        let page = Page { status: 200, location: None, body: body.to_owned() };
        assert_eq!(page.hidden("cle"), Some("k2"));
        assert_eq!((page.hidden("code"), page.hidden("autre")), (None, None));
    }

    #[test]
    fn cookies_are_taken_from_the_head_of_an_answer() {
        let head = "HTTP/1.1 303 See Other\r\nLocation: /guichet\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\n\r\n";
        assert_eq!(fields(head, "location").next(), Some("/guichet"));
        let pairs: Vec<_> = fields(head, "set-cookie").filter_map(pair).collect();
        assert_eq!(pairs, [("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
    }
}
