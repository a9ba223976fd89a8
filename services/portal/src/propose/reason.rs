//! Why a session is proposed, in one line: « à 6 km, mardi matin, 8 places en tout, niveau débutant ».

use super::queries::{LevelFit, Recommendation, SkillLevel};
use crate::{format, learners::values::AccessNeed, words::t};

/// The line.
pub(super) fn reason(one: &Recommendation) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(one.distance_km.map(|km| t("propose-way").with("km", format::km(km)).to_string()));
    let half = t("propose-half").with("part", one.part.word());
    parts.push(format!("{} {half}", t("propose-day").with("day", one.weekday)));
    parts.push(t("propose-seats").with("seats", one.seats).to_string());
    parts.push(level(one.discovery, one.level));
    parts.push(t("propose-price").with("price", one.price_cheques).to_string());
    parts.extend(fit(one.fit));
    parts.extend(one.wanted_theme.then(|| t("propose-theme").to_string()));
    parts.extend(one.fills_gap.then(|| t("propose-gap").to_string()));
    parts.extend(one.own_language.then(|| t("propose-language").to_string()));
    parts.extend((!one.met.is_empty()).then(|| t("propose-met").to_string()));
    parts.join(", ")
}

/// What has to be asked of the place first, when the person needs something of which nothing is said.
pub(super) fn to_ask(one: &Recommendation) -> Option<String> {
    let needs: Vec<String> = one.unmet.iter().map(|need| need_of(*need)).collect();
    (!needs.is_empty()).then(|| t("propose-unmet").with("needs", needs.join(", ")).to_string())
}

fn need_of(need: AccessNeed) -> String {
    t("propose-need").with("need", need.value()).to_string()
}

fn level(discovery: bool, level: SkillLevel) -> String {
    match discovery {
        true => t("propose-discovery").to_string(),
        false => t("propose-level").with("level", level.word()).to_string(),
    }
}

/// Nothing where it is not known, or says itself.
fn fit(fit: LevelFit) -> Option<String> {
    match fit {
        LevelFit::ForAll | LevelFit::Unknown => None,
        LevelFit::Fits | LevelFit::Above | LevelFit::Below => {
            Some(t("propose-fit").with("fit", fit.word()).to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propose::queries::DayPart;

    fn proposed() -> Recommendation {
        Recommendation {
            venue_id: cynic::Id::new("1"),
            session_id: cynic::Id::new("2"),
            venue_name: "Mairie".to_owned(),
            commune_name: "Auchy".to_owned(),
            phone: None,
            title: "Premiers clics".to_owned(),
            starts_at: "2025-10-07T07:30:00Z".to_owned(),
            seats: 3,
            price_cheques: 1,
            level: SkillLevel::Beginner,
            discovery: false,
            distance_km: Some(6.0),
            weekday: 2,
            part: DayPart::Morning,
            fit: LevelFit::Unknown,
            wanted_theme: false,
            fills_gap: false,
            met: Vec::new(),
            unmet: Vec::new(),
            own_language: false,
        }
    }

    #[test]
    fn a_reason_is_a_line_that_people_read() {
        let usual = proposed();
        assert_eq!(reason(&usual), "à 6\u{A0}km, mardi matin, 3 places en tout, niveau débutant, 1 chèque");
        assert_eq!(to_ask(&usual), None);
        let free = Recommendation { price_cheques: 0, discovery: true, seats: 1, distance_km: None, ..proposed() };
        assert_eq!(reason(&free), "mardi matin, 1 place en tout, découverte ouverte à tous, gratuit");
        let fit = Recommendation {
            fit: LevelFit::Fits,
            wanted_theme: true,
            fills_gap: true,
            met: vec![AccessNeed::Reading],
            unmet: vec![AccessNeed::Motor, AccessNeed::Sight],
            own_language: true,
            ..proposed()
        };
        assert_eq!(
            reason(&fit),
            "à 6\u{A0}km, mardi matin, 3 places en tout, niveau débutant, 1 chèque, à son niveau, sur le sujet demandé, là où il \
             y a le plus à apprendre, dans sa langue, adapté à son besoin"
        );
        assert_eq!(
            to_ask(&fit).as_deref(),
            Some("Appelez le lieu avant\u{A0}: rien n’est dit pour qui se déplace difficilement, voit mal.")
        );
    }
}
