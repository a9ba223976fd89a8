//! Orders of booklets: `/commandes`. The funder places them and follows them; the operator issues their booklets.

mod funnel;
mod issue;
mod list;
mod new;
mod order;
mod terms;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) use funnel::{FunnelSteps, bars};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/commandes", get(list::show).post(new::place))
        .route("/commandes/nouvelle", get(new::show))
        .route("/commandes/verification", get(new::verify))
        .route("/commandes/{order}", get(order::show))
        .route("/commandes/{order}/emission", post(issue::issue))
        .route("/commandes/{order}/tirage", post(issue::fetch))
}
