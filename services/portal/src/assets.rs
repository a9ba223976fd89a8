//! What browsers keep for a year: the stylesheet, pictures and modules, each under a name that holds its hash.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

use crate::{portal::Portal, trouble::Trouble};

/// Every asset: its name, its kind, what it is.
const ASSETS: [(&str, &str, &[u8]); 4] = [
    ("scan.js", SCRIPT, include_bytes!("../assets/scan.js")),
    ("style.css", "text/css; charset=utf-8", include_bytes!("../assets/style.css")),
    ("gue.svg", "image/svg+xml", include_bytes!("../assets/gue.svg")),
    ("vallees.svg", "image/svg+xml", include_bytes!("../assets/vallees.svg")),
];

/// What is served as it came from others, under its own names: its files name one another. The version is in the path.
const VENDORED: [(&str, &[u8]); 2] = [
    (QR_SCANNER, include_bytes!("../assets/vendor/qr-scanner-1.4.2/qr-scanner.min.js")),
    (
        "/statique/vendor/qr-scanner-1.4.2/qr-scanner-worker.min.js",
        include_bytes!("../assets/vendor/qr-scanner-1.4.2/qr-scanner-worker.min.js"),
    ),
];

/// The module that reads a cheque with the camera where the browser has no reader of its own.
pub const QR_SCANNER: &str = "/statique/vendor/qr-scanner-1.4.2/qr-scanner.min.js";
const SCRIPT: &str = "text/javascript; charset=utf-8";

struct Asset {
    path: String,
    kind: &'static str,
    content: &'static [u8],
}

/// By name.
static KNOWN: LazyLock<HashMap<&'static str, Asset>> = LazyLock::new(|| {
    let asset = |(name, kind, content): (&'static str, &'static str, &'static [u8])| {
        let hash: String = Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        (name, Asset { path: format!("/statique/{stem}.{hash}.{ending}"), kind, content })
    };
    ASSETS.into_iter().map(asset).collect()
});

/// Where an asset is served: `/statique/style.0123456789ab.css`. An asset that does not exist leads nowhere.
pub fn url(name: &str) -> &'static str {
    KNOWN.get(name).map_or("", |asset| &asset.path)
}

pub(crate) fn routes() -> Router<Portal> {
    let routes = Router::new().route("/statique/{file}", get(serve)).route("/favicon.ico", get(icon));
    VENDORED
        .into_iter()
        .fold(routes, |routes, (path, content)| routes.route(path, get(async move || whole(SCRIPT, content))))
}

async fn serve(Path(file): Path<String>) -> Response {
    let path = format!("/statique/{file}");
    KNOWN.values().find(|asset| asset.path == path).map_or_else(|| Trouble::Absent.into_response(), kept)
}

fn kept(asset: &Asset) -> Response {
    whole(asset.kind, asset.content)
}

fn whole(kind: &'static str, content: &'static [u8]) -> Response {
    let kind = (header::CONTENT_TYPE, kind);
    let keep = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    ([kind, keep], content).into_response()
}

/// Browsers ask for it whatever the page says.
async fn icon() -> Response {
    axum::response::Redirect::permanent(url("gue.svg")).into_response()
}
