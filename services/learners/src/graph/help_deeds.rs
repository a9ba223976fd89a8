//! Help outside sessions in the graph: it is written down, and undone the same day.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use kernel::{
    clock::Day,
    refusal::{Code, Refusal as Said},
};
use registry::graph::answer::{answer, caller, id};
use store::Trouble;

use super::{
    help::{HelpAgeBand, HelpAutonomy, HelpMode, HelpRedirected, HelpSituation, HelpTheme, HelpWay},
    payload::payload,
};
use crate::{
    desk::Desk,
    help::{
        given::{Mode, Recorded},
        record_help::{self, Lives, RecordHelp},
        undo_help::{self, Undone},
    },
    refusal::Refusal,
};

/// Help that was given to one person. No name; of all this, a venue, a theme and some minutes are enough.
#[derive(InputObject)]
pub(super) struct HelpInput {
    venue_id: ID,
    theme: HelpTheme,
    /// How long it took, 1 to 600.
    minutes: i64,
    /// The day on which it was given, in the 31 days before; null: today.
    day: Option<String>,
    way: Option<HelpWay>,
    /// Where it took place; null: at the venue.
    mode: Option<HelpMode>,
    autonomy: Option<HelpAutonomy>,
    /// INSEE code of the commune where the person lives; null: that of the venue.
    home_commune: Option<String>,
    /// The person lives outside the territory, or would not say.
    #[graphql(default)]
    home_elsewhere: bool,
    age_band: Option<HelpAgeBand>,
    situation: Option<HelpSituation>,
    /// To what kind of structure the person was sent on; null: to none.
    redirected: Option<HelpRedirected>,
    /// The number of the card that the person showed.
    card: Option<String>,
}

impl HelpInput {
    fn read(self) -> Result<RecordHelp, Trouble> {
        let lives = match (self.home_elsewhere, self.home_commune) {
            (true, None) => Lives::Elsewhere,
            (false, Some(code)) => Lives::At(code),
            (false, None) => Lives::Here,
            (true, Some(_)) => return Err(Refusal::Invalid { field: "homeCommune" }.into()),
        };
        let day = self.day.as_deref().map(|day| day.parse::<Day>().map_err(|_| Refusal::Dates)).transpose()?;
        Ok(RecordHelp {
            venue: id(&self.venue_id).map_err(|_| forbidden())?,
            theme: self.theme.into(),
            minutes: self.minutes,
            day,
            way: self.way.map(Into::into),
            mode: self.mode.map_or(Mode::OnSite, Into::into),
            autonomy: self.autonomy.map(Into::into),
            lives,
            age: self.age_band.map(Into::into),
            situation: self.situation.map(Into::into),
            redirected: self.redirected.map(Into::into),
            card: self.card.filter(|card| !card.trim().is_empty()),
        })
    }
}

/// A venue that cannot be read is nobody's: told like another's.
fn forbidden() -> Trouble {
    Trouble::Refused(Said::of(Code::Forbidden))
}

/// Help, written down.
#[derive(SimpleObject)]
pub(super) struct RecordedHelp {
    help_id: ID,
    venue_id: ID,
    day: String,
    theme: HelpTheme,
    minutes: i64,
    at: String,
}
impl From<Recorded> for RecordedHelp {
    fn from(one: Recorded) -> Self {
        Self {
            help_id: one.help.to_string().into(),
            venue_id: one.venue.to_string().into(),
            day: one.day.to_string(),
            theme: one.theme.into(),
            minutes: one.minutes,
            at: one.at.iso_seconds(),
        }
    }
}
payload! {
    /// Answer of `recordHelp`.
    RecordHelpPayload { help: RecordedHelp }
}

/// Help, undone.
#[derive(SimpleObject)]
pub(super) struct UndoneHelp {
    help_id: ID,
    at: String,
}
impl From<Undone> for UndoneHelp {
    fn from(one: Undone) -> Self {
        Self { help_id: one.help.to_string().into(), at: one.at.iso_seconds() }
    }
}
payload! {
    /// Answer of `undoHelp`.
    UndoHelpPayload { undone: UndoneHelp }
}

/// The part of the root of mutations that writes help down.
#[derive(Default)]
pub(super) struct HelpDeeds;

#[Object]
impl HelpDeeds {
    /// Records help that was given to one person outside any session: counted, and of nobody in particular.
    async fn record_help(&self, ctx: &Context<'_>, key: ID, input: HelpInput) -> Result<RecordHelpPayload> {
        answer(match input.read() {
            Ok(asked) => record_help::record_help(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Undoes help on the day on which it was written down.
    async fn undo_help(&self, ctx: &Context<'_>, key: ID, help_id: ID) -> Result<UndoHelpPayload> {
        answer(match id(&help_id) {
            Ok(help) => undo_help::undo_help(ctx.data::<Desk>()?, &caller(ctx), &key, help).await,
            Err(trouble) => Err(trouble),
        })
    }
}
