//! The fields of an answer, the same for a venue of the network and for a partner outside.

use askama::{Template, filters::HtmlSafe};
use kernel::clock::Day;

use super::{
    deeds::ReferralAnswerInput,
    queries::{AnnouncedSession, REASONS},
};
use crate::{
    ask::Refusal,
    form::Form,
    format,
    parts::{Checks, Radios, Select},
    words::t,
};

/// What an answer depends on.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Whether a moment was asked: a yes is to that one.
    pub(super) moment: bool,
    /// Whether a yes was said before: it is taken back, or moved.
    pub(super) expected: bool,
    /// The sessions from which one is chosen.
    pub(super) sessions: &'a [AnnouncedSession],
}

/// All of them.
#[derive(Template)]
#[template(path = "referrals/reply.html")]
pub(super) struct Reply<'a> {
    pub(super) form: &'a Form,
    pub(super) asked: Asked<'a>,
}

impl HtmlSafe for Reply<'_> {}

impl Reply<'_> {
    fn which(&self) -> Radios {
        let radios = self.form.radios("reponse", t("referral-answer-ask"));
        let again = if self.asked.expected { "yes" } else { "no" };
        let word = |answer: &'static str| t("referral-answer").with("answer", answer).with("again", again);
        self.asked.answers().iter().fold(radios, |radios, answer| radios.choice(answer, word(answer)))
    }

    fn reasons(&self) -> Checks {
        let checks = self.form.checks("raisons", t("referral-reasons-ask")).hint(t("referral-reasons-hint"));
        REASONS.iter().fold(checks, |checks, one| checks.choice(one.word(), t("referral-why").with("why", one.word())))
    }

    /// When a moment is to be said.
    fn when(&self) -> &'static str {
        if self.asked.moment || self.asked.expected { "other" } else { "any" }
    }

    fn session(&self) -> Option<Select> {
        let select = || self.form.select("seance", t("referral-session")).choice("", t("referral-session-none"));
        let line = |one: &AnnouncedSession| {
            t("referral-session-line").with("when", format::moment(&one.starts_at)).saying("title", &one.title)
        };
        let all = self.asked.sessions;
        (!all.is_empty()).then(|| all.iter().fold(select(), |select, one| select.choice(one.id.inner(), line(one))))
    }
}

impl Asked<'_> {
    /// What can be answered. Who is expected already is not expected again.
    const fn answers(self) -> &'static [&'static str] {
        if self.expected { &["autre", "non"] } else { &["oui", "autre", "non"] }
    }
}

/// What was answered; what is missing is said beside its field.
pub(super) fn read(form: &mut Form, asked: Asked<'_>) -> ReferralAnswerInput {
    let answer = form.typed().get("reponse").to_owned();
    let reasons: Vec<_> = REASONS.into_iter().filter(|one| form.typed().all("raisons").contains(&one.word())).collect();
    if !["oui", "autre", "non"].contains(&answer.as_str()) {
        form.wrong("reponse", t("referral-answer-missing"));
    }
    if reasons.is_empty() && (answer == "non" || (answer == "autre" && asked.expected)) {
        form.wrong("raisons", t("referral-reasons-missing"));
    }
    let (session_id, starts_at) = match answer.as_str() {
        // A yes that is sent twice bears the same moment, though it is agreed by then.
        "oui" if asked.expected && ["seance", "jour", "heure"].iter().all(|name| form.typed().some(name).is_none()) => {
            (None, None)
        }
        "oui" if asked.expected || !asked.moment => moment(form),
        "autre" => moment(form),
        _ => (None, None),
    };
    if form.typed().get("mot").chars().count() > 500 {
        form.wrong("mot", t("referral-note-long"));
    }
    ReferralAnswerInput {
        accept: answer == "oui",
        reasons: if answer == "oui" { Vec::new() } else { reasons },
        session_id,
        starts_at,
        note: form.typed().some("mot").map(str::to_owned),
    }
}

/// Says why the answer was refused, beside the field that it is about.
pub(super) fn refuse(form: &mut Form, asked: Asked<'_>, refusal: &Refusal) {
    let field = match refusal.code.as_str() {
        "DATES_INVALID" => "jour",
        "INPUT_INVALID" if !asked.sessions.is_empty() => "seance",
        _ => "",
    };
    form.refuse(field, refusal);
}

/// The moment: a session that was chosen, or a day and an hour in Paris, as the network writes them.
fn moment(form: &mut Form) -> (Option<cynic::Id>, Option<String>) {
    if let Some(session) = form.typed().some("seance") {
        return (Some(session.into()), None);
    }
    let day = form.typed().get("jour").parse::<Day>().ok();
    let hour = hour(form.typed().get("heure"));
    if day.is_none() {
        form.wrong("jour", t("referral-day-wrong"));
    }
    if hour.is_none() {
        form.wrong("heure", t("referral-hour-wrong"));
    }
    (None, day.zip(hour).map(|(day, (hour, minute))| day.at(hour, minute).iso_seconds()))
}

/// `14:30`, `14 h 30`, `9h`.
fn hour(text: &str) -> Option<(u32, u32)> {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let (hour, minute) = dense.split_once(['h', ':']).unwrap_or((&dense, ""));
    let minute = if minute.is_empty() { "0" } else { minute };
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::hour;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("14:30", Some((14, 30))),
            ("14 h 30", Some((14, 30))),
            ("9h", Some((9, 0))),
            ("9", Some((9, 0))),
            ("24h", None),
            ("9h60", None),
            ("midi", None),
            ("", None),
        ] {
            assert_eq!(hour(text), expected, "{text}");
        }
    }
}
