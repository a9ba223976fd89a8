//! The doors that are compared: a schema behind bare axum, and the gateway before the same schema, with token and limits.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, RwLock},
    time::Duration,
};

use async_graphql::Executor;
use axum::{Json, Router, extract::State, routing::post};
use gateway::{Gateway, HttpSubgraph, InProcess, Introspection, Limits, Sender, Settings, Subgraph};
use kernel::{
    access::{
        Actor, Role,
        token::{KeySet, SigningKey},
    },
    chance::Chance,
    clock::Clock,
};

use super::samples::{SUPERGRAPH, VenueSchema, WorkshopSchema, venues, workshops};
use crate::{
    centre::mint,
    commands::say,
    serve::{self, EndAsked},
    stop::Stop,
};

/// Which door.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Adresse et port d'écoute.
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1:0")]
    listen: String,
    /// La porte d'entrée devant ces schémas, et non les schémas seuls ; elle dit aussi un jeton.
    #[arg(long)]
    gateway: bool,
    /// Les sous-graphes sont à ces adresses (lieux, puis ateliers), et non dans ce processus.
    #[arg(long, value_name = "URL", num_args = 2, requires = "gateway")]
    subgraphs: Vec<String>,
}

/// Serves until it is asked to end; says its address, and a token where one is needed.
pub(crate) async fn run(wanted: Wanted, log: &str) -> Result<(), Stop> {
    crate::telemetry::start(log)?;
    let listener = serve::bind(&wanted.listen).await?;
    let end = EndAsked::listen()?;
    let router = match wanted.gateway {
        true => guarded(&wanted.subgraphs)?,
        false => bare(),
    };
    let serving = serve::serve(listener, router)?;
    say(format!("address {}", serving.address()));
    end.comes().await;
    serving.stop().await;
    Ok(())
}

/// Nothing but HTTP and JSON before the schemas.
fn bare() -> Router {
    Router::new()
        .route("/graphql", post(ask::<VenueSchema>).with_state(venues()))
        .route("/workshops", post(ask::<WorkshopSchema>).with_state(workshops()))
}

async fn ask<E: Executor>(
    State(schema): State<E>,
    Json(request): Json<async_graphql::Request>,
) -> Json<async_graphql::Response> {
    Json(schema.execute(request).await)
}

/// The gateway as a centre has it.
fn guarded(urls: &[String]) -> Result<Router, Stop> {
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    let key = SigningKey::from_seed(chance.bytes());
    let actor = Actor::member(chance.id(), chance.id(), [Role::CounterStaff]);
    say(format!("token {}", mint(&key, &clock, &actor, 0, 1440)?));
    let sender = Sender::new(key.clone(), clock.clone(), chance.clone())
        .map_err(|error| Stop::refused(format!("Le client des sous-graphes ne peut pas être fait ({error}).")))?;
    let gateway = Gateway::load(Settings {
        supergraph: SUPERGRAPH,
        subgraphs: subgraphs(urls, &sender),
        keys: Arc::new(RwLock::new(KeySet::of([key.public()]))),
        revoked: Arc::default(),
        clock,
        chance,
        limits: Limits::default(),
        introspection: Introspection::Closed,
        money_fields: HashSet::new(),
    });
    let gateway =
        gateway.map_err(|error| Stop::refused(format!("La porte d'entrée ne peut pas être ouverte ({error}).")))?;
    Ok(gateway::router(Arc::new(gateway)))
}

fn subgraphs(urls: &[String], sender: &Sender) -> HashMap<String, Arc<dyn Subgraph>> {
    let afar = |name: &str, url: &String| -> Arc<dyn Subgraph> {
        let patience = Duration::from_secs(5);
        Arc::new(HttpSubgraph { name: name.to_owned(), url: url.clone(), patience, sender: sender.clone() })
    };
    let [first, second]: [Arc<dyn Subgraph>; 2] = match urls {
        [one, two] => [afar("venues", one), afar("workshops", two)],
        _ => [Arc::new(InProcess::new("venues", venues())), Arc::new(InProcess::new("workshops", workshops()))],
    };
    HashMap::from([("venues".to_owned(), first), ("workshops".to_owned(), second)])
}
