//! The pages of a centre in a process of its own, for a browser of the tests: each request goes there, and its answer comes back.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use reqwest::redirect::Policy;

/// What answers as the centre at that address does.
pub(crate) fn pages(url: &str) -> Router {
    let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client");
    Router::new().fallback(forward).with_state((client, url.to_owned()))
}

async fn forward(State((client, url)): State<(reqwest::Client, String)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let body = to_bytes(body, usize::MAX).await.expect("the whole body");
    let asked = client.request(parts.method, format!("{url}{path}")).headers(parts.headers).body(body);
    let answer = asked.send().await.expect("the centre answers");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.expect("the whole answer")));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
