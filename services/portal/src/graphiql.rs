//! GraphiQL, for developers: the schema and questions to it. Everything it needs is in the binary, so it works on a
//! machine that reaches no other site. Who may read the schema is the gateway's affair.

use axum::{
    Router,
    extract::Path,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::compression::CompressionLayer;

const PAGE: &str = include_str!("../assets/graphiql.html");

/// GraphiQL writes styles into its elements and holds its fonts in itself; nothing else is let loose, and on this page alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

const FILES: [(&str, &str, &[u8]); 5] = [
    ("start.js", SCRIPT, include_bytes!("../assets/graphiql.js")),
    ("react.js", SCRIPT, include_bytes!("../assets/vendor/react.production.min.js")),
    ("react-dom.js", SCRIPT, include_bytes!("../assets/vendor/react-dom.production.min.js")),
    ("graphiql.js", SCRIPT, include_bytes!("../assets/vendor/graphiql.min.js")),
    ("graphiql.css", STYLE, include_bytes!("../assets/vendor/graphiql.min.css")),
];

/// `/graphiql` and what it is made of; it asks `/graphql` of the same server, with the token that is typed into it.
pub fn router() -> Router {
    Router::new().route("/graphiql", get(page)).route("/graphiql/{file}", get(file)).layer(CompressionLayer::new())
}

async fn page() -> Response {
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
    let keep = (header::CACHE_CONTROL, "no-cache");
    guarded(([kind, keep, (header::CONTENT_SECURITY_POLICY, POLICY)], PAGE).into_response())
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(its, ..)| *its == name) {
        // They change with the binary, which writes its version into their address.
        Some((_, kind, content)) => {
            let keep = (header::CACHE_CONTROL, "public, max-age=86400");
            guarded(([(header::CONTENT_TYPE, *kind), keep], *content).into_response())
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn guarded(response: Response) -> Response {
    const PLAIN: [(HeaderName, &str); 2] =
        [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::REFERRER_POLICY, "no-referrer")];
    (PLAIN, response).into_response()
}
