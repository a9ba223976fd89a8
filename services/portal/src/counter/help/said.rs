//! How the choices of help are said: in the words that digital advisers know from their national tool.

use super::queries::{Help, HelpAgeBand, HelpAutonomy, HelpMode, HelpRedirected, HelpSituation, HelpTheme, HelpWay};
use crate::words::t;

/// The kinds of formality: each is also help with formalities.
const FORMALITIES: [HelpTheme; 11] = [
    HelpTheme::Papers,
    HelpTheme::Family,
    HelpTheme::SocialRights,
    HelpTheme::Work,
    HelpTheme::Housing,
    HelpTheme::Transport,
    HelpTheme::MoneyAndTaxes,
    HelpTheme::Justice,
    HelpTheme::Foreigners,
    HelpTheme::Leisure,
    HelpTheme::Associations,
];

fn plain(theme: HelpTheme) -> String {
    t("hand-theme").with("theme", theme.slug()).to_string()
}

/// A theme in a list: « Démarche : argent, impôts ».
pub(super) fn theme(theme: HelpTheme) -> String {
    match FORMALITIES.contains(&theme) {
        true => t("hand-formality").with("theme", plain(theme)).to_string(),
        false => plain(theme),
    }
}

/// The themes that the national tool wants ticked.
pub(super) fn ticked(theme: HelpTheme) -> String {
    match FORMALITIES.contains(&theme) {
        true => format!("{}, {}", plain(HelpTheme::Formalities), plain(theme)),
        false => plain(theme),
    }
}

pub(super) fn way(way: HelpWay) -> String {
    t("hand-way").with("way", way.slug()).to_string()
}

pub(super) fn mode(mode: HelpMode) -> String {
    t("hand-mode").with("mode", mode.slug()).to_string()
}

/// The same, as the national tool says it.
pub(super) fn channel(mode: HelpMode) -> String {
    t("hand-channel").with("mode", mode.slug()).to_string()
}

pub(super) fn autonomy(autonomy: HelpAutonomy) -> String {
    t("hand-autonomy").with("autonomy", autonomy.slug()).to_string()
}

pub(super) fn age(age: HelpAgeBand) -> String {
    t("hand-age").with("age", age.slug()).to_string()
}

pub(super) fn situation(situation: HelpSituation) -> String {
    t("hand-situation").with("situation", situation.slug()).to_string()
}

pub(super) fn redirected(to: HelpRedirected) -> String {
    t("hand-redirected").with("to", to.slug()).to_string()
}

/// « Au lieu, faire avec ».
pub(super) fn how(help: &Help) -> String {
    let way = help.way.map_or("", HelpWay::slug);
    t("hand-how").with("way", way).with("mode", mode(help.mode)).to_string()
}

/// « 20 minutes ».
pub(super) fn minutes(minutes: i32) -> String {
    t("hand-minutes").with("minutes", minutes).to_string()
}

/// Where the person lives.
pub(super) fn home(help: &Help) -> String {
    help.home_name.clone().unwrap_or_else(|| t("hand-home-unsaid").to_string())
}
