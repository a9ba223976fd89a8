//! The fields of the page where somebody is written down, the same for a new person and for one that is known.

use askama::{Template, filters::HtmlSafe};

use super::{
    queries::{LearnerInput, LearnerNameInput, ProxyInput, Whole},
    values::{AccessNeed, LANGUAGES, ProxyRelation, ToldBy, Transport},
};
use crate::{
    amount,
    form::{Form, Typed},
    parts::{Checks, Radios, Select},
    portal::Portal,
    prescriber::{Commune, commune},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// All of them.
#[derive(Template)]
#[template(path = "learners/fields.html")]
pub(super) struct Fields<'a> {
    pub(super) form: &'a Form,
    /// The communes between which one has to choose.
    pub(super) choices: Vec<Commune>,
}

impl HtmlSafe for Fields<'_> {}

impl Fields<'_> {
    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }

    fn told_by(&self) -> Radios {
        let radios = self.form.radios("prevenir", t("learner-told-ask")).hint(t("learner-told-hint"));
        let radios = radios.choice("", t("learner-told").with("by", "visite"));
        ToldBy::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-told").with("by", one.value())))
    }

    fn shared(&self) -> Checks {
        self.form.checks("partage", t("learner-phone-who")).choice("oui", t("learner-phone-shared"))
    }

    fn relation(&self) -> Radios {
        let radios = self.form.radios("lien", t("learner-relation-ask"));
        ProxyRelation::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-relation").with("relation", one.value())))
    }

    fn language(&self) -> Select {
        let known = self.form.typed().get("langue");
        let select = self.form.select("langue", t("learner-language-ask"));
        let select = LANGUAGES.into_iter().fold(select, |select, code| {
            select.choice(code, t("learner-language").with("code", code).with("letters", code))
        });
        if known.is_empty() || LANGUAGES.contains(&known) { select } else { select.choice(known, known) }
    }

    fn access(&self) -> Checks {
        let checks = self.form.checks("besoin", t("learner-access-ask")).hint(t("learner-access-hint"));
        AccessNeed::ALL
            .iter()
            .fold(checks, |checks, one| checks.choice(one.value(), t("learner-access").with("need", one.value())))
    }

    fn transport(&self) -> Radios {
        let radios = self.form.radios("transport", t("learner-transport-ask"));
        let radios = radios.choice("", t("learner-transport").with("way", "inconnu"));
        Transport::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-transport").with("way", one.value())))
    }
}

/// The communes that may be meant; none when none is typed.
pub(super) async fn communes(portal: &Portal, member: &Member, form: &Form) -> Result<Vec<Commune>, Trouble> {
    commune::meant(portal, &member.visitor, form.typed().get("commune")).await
}

/// A blank form: French is the language that most have.
pub(super) fn blank() -> Typed {
    Typed::default().with("langue", "fr")
}

/// What is known of somebody, as if it had been typed.
pub(super) fn known(one: &Whole) -> Typed {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    if let Some(person) = &one.person {
        add("prenom", Some(person.given_name.clone()));
        add("nom", Some(person.family_name.clone()));
        add("naissance", person.birth_year.map(|year| year.to_string()));
        add("date", person.birth_date.clone());
        add("adresse", person.address.clone());
        add("commune", person.home_commune.clone());
        add("transport", person.transport.map(|one| one.value().to_owned()));
    }
    if let Some(contact) = &one.contact {
        add("telephone", contact.phone.clone());
        add("partage", contact.phone_shared.then(|| "oui".to_owned()));
        add("courriel", contact.mail.clone());
        add("prevenir", contact.told_by.map(|one| one.value().to_owned()));
        add("proche", contact.proxy.as_ref().map(|one| one.name.clone()));
        add("lien", contact.proxy.as_ref().map(|one| one.relation.value().to_owned()));
        add("proche-telephone", contact.proxy.as_ref().and_then(|one| one.phone.clone()));
    }
    if let Some(needs) = &one.needs {
        add("langue", Some(needs.language.clone()));
        for need in &needs.access {
            add("besoin", Some(need.value().to_owned()));
        }
    }
    pairs.into_iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value))
}

/// The same with what was typed of them: what was left as the blank form has it stands as it is known.
pub(super) fn anew(typed: &Typed, one: &Whole) -> Typed {
    let (unsaid, before) = (blank(), known(one));
    let is_typed = |name: &str| !typed.get(name).is_empty() && typed.get(name) != unsaid.get(name);
    let is_other = |name: &str| is_typed(name) && typed.get(name) != before.get(name);
    let stands = |name: &str| !is_typed(name) && !belongs_to(name).is_some_and(is_other);
    let standing = before.pairs().filter(|(name, _)| stands(name));
    let anew = standing.fold(Typed::default(), |anew, (name, value)| anew.with(name, value));
    typed.pairs().filter(|(name, _)| is_typed(name)).fold(anew, |anew, (name, value)| anew.with(name, value))
}

/// The field without which another one says nothing: a day of birth is of its year, a telephone of the relative who has it.
fn belongs_to(name: &str) -> Option<&'static str> {
    match name {
        "date" => Some("naissance"),
        "partage" => Some("telephone"),
        "lien" | "proche-telephone" => Some("proche"),
        _ => None,
    }
}

/// What was typed; what cannot be read is said beside its field.
pub(super) fn read(form: &mut Form, found: &[Commune]) -> Option<LearnerInput> {
    let name = name(form);
    let home = home(form, found);
    let phone = phone(form, "telephone");
    let proxy = proxy(form);
    let told_by = ToldBy::of(form.typed().get("prevenir"));
    let some = |name: &str| form.typed().some(name).map(str::to_owned);
    let (mail, address, birth_date, language) = (some("courriel"), some("adresse"), some("date"), some("langue"));
    let is_reached = match told_by {
        None => true,
        Some(ToldBy::Letter) => address.is_some(),
        Some(ToldBy::Telephone | ToldBy::Sms) => form.typed().some("telephone").is_some(),
        Some(ToldBy::Mail) => mail.is_some(),
        Some(ToldBy::Somebody) => form.typed().some("proche").is_some(),
    };
    if !is_reached {
        form.wrong("prevenir", t("learner-told-wrong"));
    }
    let typed = form.typed();
    let access = typed.all("besoin").into_iter().filter_map(AccessNeed::of).collect();
    let (phone_shared, transport) = (typed.has("partage"), Transport::of(typed.get("transport")));
    let LearnerNameInput { given_name, family_name, birth_year } = name?;
    Some(LearnerInput {
        given_name,
        family_name,
        birth_year,
        birth_date,
        phone,
        phone_shared,
        mail,
        address,
        told_by,
        proxy,
        language: language.unwrap_or_else(|| "fr".to_owned()),
        access,
        transport,
        home_commune: home,
    })
}

/// The name and the year of birth that were typed.
pub(super) fn name(form: &mut Form) -> Option<LearnerNameInput> {
    let typed = form.typed();
    let (given_name, family_name) = (typed.get("prenom").to_owned(), typed.get("nom").to_owned());
    let born = typed.some("naissance").map(|text| amount::whole(text).filter(|year| (1900..=2100).contains(year)));
    let is_name = |text: &str| text.chars().any(char::is_alphabetic) && text.chars().count() <= 100;
    let (is_given, is_family) = (is_name(&given_name), is_name(&family_name));
    if !is_given {
        form.wrong("prenom", t("learner-given-wrong"));
    }
    if !is_family {
        form.wrong("nom", t("learner-family-wrong"));
    }
    if born == Some(None) {
        form.wrong("naissance", t("request-born-wrong"));
    }
    (is_given && is_family).then(|| LearnerNameInput { given_name, family_name, birth_year: born.flatten() })
}

/// The code of the commune that is meant; nothing is typed where nobody knows.
fn home(form: &mut Form, found: &[Commune]) -> Option<String> {
    let chosen = form.typed().get("choix").to_owned();
    match found {
        [] if form.typed().get("commune").is_empty() => {}
        [] => form.wrong("commune", t("prescriber-commune-unknown")),
        [one] => return Some(one.code.inner().to_owned()),
        several => match several.iter().find(|one| one.code.inner() == chosen) {
            Some(one) => return Some(one.code.inner().to_owned()),
            None => form.wrong("choix", t("prescriber-commune-which")),
        },
    }
    None
}

fn phone(form: &mut Form, field: &str) -> Option<String> {
    let phone = form.typed().some(field)?.to_owned();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    if digits < 4 || phone.chars().count() > 30 || phone.contains(char::is_alphabetic) {
        form.wrong(field, t("request-phone-wrong"));
        return None;
    }
    Some(phone)
}

/// Who acts for the person, when a name is typed; then it is asked who they are.
fn proxy(form: &mut Form) -> Option<ProxyInput> {
    let name = form.typed().some("proche")?.to_owned();
    let relation = ProxyRelation::of(form.typed().get("lien"));
    if relation.is_none() {
        form.wrong("lien", t("learner-relation-missing"));
    }
    let phone = phone(form, "proche-telephone");
    Some(ProxyInput { name, relation: relation?, phone })
}
