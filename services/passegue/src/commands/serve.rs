//! `passegue serve`: a centre, until it is asked to end.

use gateway::Introspection;
use kernel::{chance::Chance, clock::Clock};

use super::opening::{Where, say};
use crate::{
    centre::{self, CentreSettings},
    config::{Environment, Place},
    serve::{self, EndAsked},
    stop::Stop,
    telemetry,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Adresse et port d'écoute.
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1:4000")]
    listen: String,
    /// Ouvre /graphiql aux développeurs ; le schéma n'est lu qu'avec le jeton d'un membre.
    #[arg(long)]
    graphiql: bool,
    #[command(flatten)]
    place: Where,
}

/// Opens the centre, says its address on stdout, serves until Ctrl-C or SIGTERM, or until the disk fails.
///
/// A file of SQLite that is absent is made with its schema; on any other database missing migrations are refused.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let house = environment.house()?;
    let (data, place) = args.place.of(environment)?;
    telemetry::start(environment.log())?;
    let listener = serve::bind(&args.listen).await?;
    let migrate = matches!(&place, Place::Sqlite(path) if !path.exists());
    let pages = environment.pages(&house.public_url);
    let settings = CentreSettings {
        place,
        data,
        hosted_place: None,
        house,
        clock: Clock::wall(),
        chance: Chance::from_machine(),
        migrate,
        introspection: if args.graphiql { Introspection::ToMembers } else { Introspection::Closed },
        pages,
        post: environment.post()?,
        site: None,
        behind_proxy: environment.behind_proxy(),
        calendars_at: kernel::address::is_public,
    };
    let engine = settings.place.engine();
    let centre = centre::open(settings).await?;
    let end = EndAsked::listen()?;
    let router = centre.router();
    let router = if args.graphiql { router.merge(portal::graphiql::router()) } else { router };
    let serving = serve::serve(listener, router)?;
    tracing::info!(address = %serving.address(), engine, "centre ready");
    say(format!("Passegué écoute sur {}", serving.url()));
    let ended = tokio::select! {
        () = end.comes() => Ok(()),
        fault = centre.fails() => Err(Stop::from(fault)),
    };
    tracing::info!("ending");
    serving.stop().await;
    ended
}
