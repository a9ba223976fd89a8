//! Every address of the site, and the layers that all pages go through.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware,
    response::{IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate},
    },
    csrf::CsrfLayer,
};

use crate::{
    account, administrator, analyst, assets, bookings, books, carnets, counter, diagnostic, disputes, funder, learners,
    operator, papers,
    portal::Portal,
    prescriber, propose, public, questions, referrals, requests, sign_in, today, treasurer,
    trouble::Trouble,
    venue,
    visit::{Attendant, Renewals, attend},
};

/// Every page of the site. Its fallback is the page of what does not exist: merge it into routers without one.
pub fn router(portal: Portal) -> Router {
    let attendant = Attendant { portal: portal.clone(), renewals: Arc::new(Renewals::default()) };
    pages()
        .fallback(async || Trouble::Absent)
        .layer(CatchPanicLayer::custom(|_| -> Response<Body> {
            tracing::error!("panic while making a page");
            Trouble::Broken.into_response()
        }))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(attendant, attend))
        .merge(assets::routes())
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(for_anybody)))
        .with_state(portal)
}

fn pages() -> Router<Portal> {
    Router::new()
        .merge(public::routes())
        .merge(sign_in::routes())
        .merge(account::routes())
        .merge(today::routes())
        .merge(counter::routes())
        .merge(prescriber::routes())
        .merge(carnets::routes())
        .merge(requests::routes())
        .merge(learners::routes())
        .merge(propose::routes())
        .merge(referrals::routes())
        .merge(diagnostic::routes())
        .merge(venue::routes())
        .merge(bookings::routes())
        .merge(disputes::routes())
        .merge(papers::routes())
        .merge(operator::routes())
        .merge(questions::routes())
        .merge(treasurer::routes())
        .merge(books::routes())
        .merge(funder::routes())
        .merge(analyst::routes())
        .merge(administrator::routes())
}

/// What one person alone may see holds secrets beside what they typed: its length must tell nothing.
fn for_anybody(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(header::CACHE_CONTROL).is_none_or(|kept| kept != "no-store")
}
