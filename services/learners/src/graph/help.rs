//! Help outside sessions in the graph: what a venue wrote down, and the figures of a month.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::clock::Day;
use registry::graph::{
    answer::{caller, id, present},
    page,
};

use crate::{
    desk::Desk,
    help::{given, help_figures, helps, theme},
};

/// What help is about: nineteen themes, then eleven kinds of formality.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "theme::Theme")]
pub(super) enum HelpTheme {
    /// Diagnostic numérique.
    Diagnostic,
    /// Prendre en main du matériel.
    Devices,
    /// Maintenance de matériel.
    Maintenance,
    /// Gérer ses contenus numériques.
    Contents,
    /// Navigation sur internet.
    Internet,
    /// Courriel.
    Mail,
    /// Bureautique.
    OfficeTools,
    /// Réseaux sociaux, communication.
    SocialNetworks,
    /// Santé.
    Health,
    /// Banque et achats en ligne.
    BankAndShopping,
    /// Accompagner un professionnel.
    Business,
    /// Insertion professionnelle.
    JobSeeking,
    /// Prévention en sécurité numérique.
    Safety,
    /// Parentalité.
    Parenting,
    /// Scolarité et numérique.
    School,
    /// Créer avec le numérique.
    Creation,
    /// Culture numérique.
    Culture,
    /// Intelligence artificielle.
    ArtificialIntelligence,
    /// Aide aux démarches administratives, whichever.
    Formalities,
    /// A formality: papiers, élections, citoyenneté.
    Papers,
    /// A formality: famille, scolarité.
    Family,
    /// A formality: social, santé.
    SocialRights,
    /// A formality: travail, formation, entreprise.
    Work,
    /// A formality: logement.
    Housing,
    /// A formality: transports, mobilité.
    Transport,
    /// A formality: argent, impôts.
    MoneyAndTaxes,
    /// A formality: justice.
    Justice,
    /// A formality: étrangers, Europe.
    Foreigners,
    /// A formality: loisirs, sports, culture.
    Leisure,
    /// A formality: associations.
    Associations,
}

/// Whether something was done for the person, or learnt by them.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::Way")]
pub(super) enum HelpWay {
    /// Done for them.
    DoFor,
    /// Done with them, so that they learn.
    Learn,
}

/// Where help took place.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::Mode")]
pub(super) enum HelpMode {
    /// At the venue.
    OnSite,
    /// Where the person lives.
    AtHome,
    /// By telephone, or by another way from afar.
    Phone,
    /// Somewhere else.
    Elsewhere,
}

/// How far the person did it alone.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::Autonomy")]
pub(super) enum HelpAutonomy {
    /// Guided all along.
    Guided,
    /// Alone, with help when it was needed.
    Partly,
    /// Alone.
    Alone,
}

/// How old the person is, roughly.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::AgeBand")]
pub(super) enum HelpAgeBand {
    /// Under 18.
    Minor,
    /// 18 to 24.
    Young,
    /// 25 to 39.
    Adult,
    /// 40 to 59.
    Mature,
    /// 60 to 69.
    Senior,
    /// 70 and over.
    Elder,
}

/// Under which public the person is counted.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::Situation")]
pub(super) enum HelpSituation {
    /// At school or studying.
    Studying,
    /// Without work.
    Jobless,
    /// In work.
    Working,
    /// Retired.
    Retired,
}

/// To what kind of structure the person was sent on.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "given::Redirected")]
pub(super) enum HelpRedirected {
    /// A town hall, a prefecture.
    Administration,
    /// Another place of digital help.
    DigitalHelp,
    /// Whoever is in charge of the formality itself.
    InCharge,
    /// Social help.
    SocialHelp,
    /// Help to find work.
    JobSupport,
    /// Help with formalities: a France services house.
    Formalities,
    /// Another one.
    Other,
}

/// Help, given once to one person. Never a name.
#[derive(SimpleObject)]
pub(super) struct Help {
    id: ID,
    /// The day on which it was given.
    day: String,
    theme: HelpTheme,
    minutes: i64,
    /// Null, here and below: not said.
    way: Option<HelpWay>,
    mode: HelpMode,
    autonomy: Option<HelpAutonomy>,
    /// INSEE code of the commune where the person lives; null: elsewhere, or not said.
    home_commune: Option<ID>,
    /// Its name that year.
    home_name: Option<String>,
    age_band: Option<HelpAgeBand>,
    situation: Option<HelpSituation>,
    /// Null: the person was sent nowhere else.
    redirected: Option<HelpRedirected>,
    /// The number of the card that the person showed; null: none, or of somebody whom another structure keeps.
    card: Option<String>,
    /// When it was written down.
    at: String,
    /// By whom.
    by: ID,
    /// As they are called; null when it is not known.
    by_name: Option<String>,
    undone: bool,
    /// Whether it can still be undone.
    undoable: bool,
}
impl From<helps::Entry> for Help {
    fn from(entry: helps::Entry) -> Self {
        let one = entry.help;
        Self {
            id: one.id.to_string().into(),
            day: one.day.to_string(),
            theme: one.theme.into(),
            minutes: one.minutes,
            way: one.way.map(HelpWay::from),
            mode: one.mode.into(),
            autonomy: one.autonomy.map(HelpAutonomy::from),
            home_commune: one.home.map(|home| home.commune.into()),
            home_name: entry.home_name,
            age_band: one.age.map(HelpAgeBand::from),
            situation: one.situation.map(HelpSituation::from),
            redirected: one.redirected.map(HelpRedirected::from),
            card: entry.card,
            at: one.at.iso_seconds(),
            by: one.by.to_string().into(),
            by_name: entry.by_name,
            undone: entry.undone,
            undoable: entry.undoable,
        }
    }
}

/// What changes little from one person to the next: what a counter said last.
#[derive(SimpleObject)]
pub(super) struct HelpUsual {
    minutes: i64,
    way: Option<HelpWay>,
    mode: HelpMode,
}

/// What a venue wrote down between two days, both included.
#[derive(SimpleObject)]
pub(super) struct Helps {
    venue_id: ID,
    venue_name: String,
    /// INSEE code of the commune in which the venue is.
    commune_code: Option<ID>,
    commune_name: Option<String>,
    from: String,
    until: String,
    /// How often help was given; what was undone is left out.
    count: i64,
    /// How long it took in all.
    minutes: i64,
    /// Null until something was written down.
    usual: Option<HelpUsual>,
    /// What was written down last first.
    entries: Connection<String, Help>,
}

/// A page, of which one more than wanted was read.
fn shown(seen: helps::Helps, most: usize, goes_on: bool) -> Helps {
    let edge = |entry: helps::Entry| (format!("{}.{}", entry.help.at.0, entry.help.id), Help::from(entry));
    let entries = page::listed(seen.entries.into_iter().map(edge), most, goes_on);
    let (code, name) = seen.commune.map(|commune| (commune.code, commune.name)).unzip();
    Helps {
        venue_id: seen.venue.to_string().into(),
        venue_name: seen.name,
        commune_code: code.map(ID::from),
        commune_name: name,
        from: seen.from.to_string(),
        until: seen.until.to_string(),
        count: seen.count,
        minutes: seen.minutes,
        usual: seen.usual.map(|usual| HelpUsual {
            minutes: usual.minutes,
            way: usual.way.map(HelpWay::from),
            mode: usual.mode.into(),
        }),
        entries,
    }
}

/// How often people of a commune were helped.
#[derive(SimpleObject)]
pub(super) struct HelpFigure {
    code: ID,
    name: String,
    /// To the nearest five; null when it is about fewer than eleven people, or would give such a number away.
    helps: Option<i64>,
}

/// How often people were helped in a month. Numbers to the nearest five; null when they are not shown.
#[derive(SimpleObject)]
pub(super) struct HelpFigures {
    /// Its first day.
    month: String,
    total: Option<i64>,
    /// Those who live elsewhere, or would not say.
    elsewhere: Option<i64>,
    /// By name.
    communes: Vec<HelpFigure>,
}
impl From<help_figures::Figures> for HelpFigures {
    fn from(figures: help_figures::Figures) -> Self {
        let commune =
            |one: help_figures::CommuneFigures| HelpFigure { code: one.code.into(), name: one.name, helps: one.helps };
        Self {
            month: figures.month.to_string(),
            total: figures.total,
            elsewhere: figures.elsewhere,
            communes: figures.communes.into_iter().map(commune).collect(),
        }
    }
}

/// The part of the root of queries that reads help.
#[derive(Default)]
pub(super) struct HelpQuery;

#[Object]
impl HelpQuery {
    /// What a venue of the caller's own structure wrote down between two days, today unless told; `first` at most 100.
    async fn helps(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        from: Option<String>,
        until: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Option<Helps>> {
        let read = |day: Option<String>| day.map(|day| day.parse::<Day>()).transpose();
        let (Ok(venue), Ok(from), Ok(until)) = (id(&venue_id), read(from), read(until)) else { return Ok(None) };
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let (desk, wide) = (ctx.data::<Desk>()?, page::wide(most));
        let seen = helps::helps(desk, &caller(ctx), venue, (from, until), wide, before).await;
        Ok(present(seen)?.flatten().map(|seen| shown(seen, most, before.is_some())))
    }

    /// How often people of each commune were helped in a month, 1 to 12; null for a year that is not known.
    async fn help_figures(&self, ctx: &Context<'_>, year: i32, month: i32) -> Result<Option<HelpFigures>> {
        let Ok(month) = u32::try_from(month) else { return Ok(None) };
        let seen = help_figures::help_figures(ctx.data::<Desk>()?, &caller(ctx), (year, month)).await;
        Ok(present(seen)?.flatten().map(HelpFigures::from))
    }
}
