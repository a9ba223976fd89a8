//! A referral in facts, as both sides and the person's letter tell it.

use super::queries::{Contact, Needs, ReferralReason, ReferralStage, Whole};
use crate::{format, parts::Facts, words::t};

/// How far it has come, in a sentence.
pub(super) fn stage(stage: ReferralStage) -> String {
    t("referral-stage").with("stage", stage.word()).to_string()
}

/// Why it was refused or put off; nothing where no reason was given.
pub(super) fn reasons(reasons: &[ReferralReason]) -> Option<String> {
    let said: Vec<String> = reasons.iter().map(|one| t("referral-why").with("why", one.word()).to_string()).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// Where the person is sent.
pub(super) fn place(one: &Whole) -> String {
    let partner = one.partner_name.clone().unwrap_or_else(|| t("referral-partner").to_string());
    one.venue_name.clone().unwrap_or(partner)
}

/// What the moment is: asked while somebody has to answer, and when the person is expected.
pub(super) fn starts(stage: ReferralStage) -> String {
    t("referral-starts").with("stage", stage.word()).to_string()
}

/// All of it.
pub(super) fn all(one: &Whole) -> Facts {
    let facts = Facts::default()
        .fact(t("referral-state"), stage(one.stage))
        .fact(t("referral-from"), &one.sender_name)
        .fact(t("referral-to"), place(one))
        .known(t("referral-partner-contact"), one.partner_contact.as_ref())
        .fact(t("referral-sent"), format::stamp(&one.sent_at));
    let facts = match one.stage.is_open() {
        true => facts.fact(t("referral-due"), format::day(&one.due_by)),
        false => facts,
    };
    let facts = facts
        .known(starts(one.stage), one.starts_at.as_deref().map(format::moment))
        .known(t("referral-other"), other(one))
        .known(t("referral-reasons"), reasons(&one.reasons))
        .known(t("referral-note"), one.note.as_ref());
    let facts = facts.known(t("referral-person"), one.short_name.as_ref());
    reached(facts, one.contact.as_ref(), one.needs.as_ref()).known(t("referral-reason"), one.reason.as_ref())
}

/// Another moment, while it waits for an answer.
fn other(one: &Whole) -> Option<String> {
    let proposed = one.other_starts_at.as_deref().filter(|_| one.stage == ReferralStage::Proposed);
    proposed.map(format::moment)
}

/// How the person is reached, and what helps them take part.
pub(super) fn reached(facts: Facts, contact: Option<&Contact>, needs: Option<&Needs>) -> Facts {
    let mut facts = facts;
    if let Some(contact) = contact {
        let shared = if contact.phone_shared { "yes" } else { "no" };
        let phone =
            contact.phone.as_ref().map(|phone| t("learner-phone-told").with("shared", shared).saying("phone", phone));
        let by = contact.told_by.map_or("visite", |by| by.value());
        facts = facts
            .known(t("learner-phone"), phone)
            .known(t("learner-mail"), contact.mail.as_ref())
            .fact(t("learner-told-ask"), t("learner-told").with("by", by));
    }
    if let Some(needs) = needs {
        let letters = needs.language.as_str();
        let needed: Vec<String> =
            needs.access.iter().map(|need| t("learner-access").with("need", need.value()).to_string()).collect();
        facts = facts
            .fact(t("learner-language-ask"), t("learner-language").with("code", letters).with("letters", letters))
            .known(t("learner-access-ask"), Some(needed.join(", ")).filter(|text| !text.is_empty()));
    }
    facts
}
