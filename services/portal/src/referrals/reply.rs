//! The fields of an answer, the same for a venue of the network and for a partner outside.

use askama::{Template, filters::HtmlSafe};
use kernel::clock::Day;

use super::{deeds::ReferralAnswerInput, queries::REASONS};
use crate::{
    form::Form,
    parts::{Checks, Radios},
    words::t,
};

/// All of them.
#[derive(Template)]
#[template(path = "referrals/reply.html")]
pub(super) struct Reply<'a> {
    pub(super) form: &'a Form,
}

impl HtmlSafe for Reply<'_> {}

impl Reply<'_> {
    fn which(&self) -> Radios {
        let radios = self.form.radios("reponse", t("referral-answer-ask"));
        let word = |answer: &'static str| t("referral-answer").with("answer", answer);
        ["oui", "autre", "non"].into_iter().fold(radios, |radios, answer| radios.choice(answer, word(answer)))
    }

    fn reasons(&self) -> Checks {
        let checks = self.form.checks("raisons", t("referral-reasons-ask")).hint(t("referral-reasons-hint"));
        REASONS.iter().fold(checks, |checks, one| checks.choice(one.word(), t("referral-why").with("why", one.word())))
    }
}

/// What was answered; what is missing is said beside its field.
pub(super) fn read(form: &mut Form) -> ReferralAnswerInput {
    let answer = form.typed().get("reponse").to_owned();
    let reasons: Vec<_> = REASONS.into_iter().filter(|one| form.typed().all("raisons").contains(&one.word())).collect();
    let starts_at = if answer == "autre" { moment(form) } else { None };
    match answer.as_str() {
        "oui" | "autre" => {}
        "non" if reasons.is_empty() => form.wrong("raisons", t("referral-reasons-missing")),
        "non" => {}
        _ => form.wrong("reponse", t("referral-answer-missing")),
    }
    if form.typed().get("mot").chars().count() > 500 {
        form.wrong("mot", t("referral-note-long"));
    }
    ReferralAnswerInput {
        accept: answer == "oui",
        reasons: if answer == "oui" { Vec::new() } else { reasons },
        starts_at,
        note: form.typed().some("mot").map(str::to_owned),
    }
}

/// The other moment, in Paris, as the network writes it.
fn moment(form: &mut Form) -> Option<String> {
    let day = form.typed().get("jour").parse::<Day>().ok();
    let hour = hour(form.typed().get("heure"));
    if day.is_none() {
        form.wrong("jour", t("referral-day-wrong"));
    }
    if hour.is_none() {
        form.wrong("heure", t("referral-hour-wrong"));
    }
    let (hour, minute) = hour?;
    Some(day?.at(hour, minute).iso_seconds())
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
