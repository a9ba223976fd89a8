//! The second task: where to be paid.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    super::own,
    draft::{self, Account},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/apply/account.html")]
struct Show {
    form: Form,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let account = draft::read(&portal, &member).await?.account.unwrap_or_default();
    let typed = Typed::default().with("titulaire", account.holder).with("iban", account.iban).with("bic", account.bic);
    Ok(page(Form::filled(&portal, &member.visitor, typed)))
}

fn page(form: Form) -> Page {
    Page::of_form(t("account-bank-title"), &form.clone(), &Show { form })
}

pub(super) async fn save(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let said = |name: &str| form.typed().get(name).to_owned();
    let account = Account { holder: said("titulaire"), iban: said("iban"), bic: said("bic") };
    if account.holder.is_empty() || account.holder.chars().count() > 70 {
        form.wrong("titulaire", t("account-bank-wrong-holder"));
    }
    if !is_iban(&account.iban) {
        form.wrong("iban", t("account-bank-wrong-iban"));
    }
    if !matches!(account.bic.chars().filter(|c| c.is_ascii_alphanumeric()).count(), 8 | 11) {
        form.wrong("bic", t("account-bank-wrong-bic"));
    }
    if form.is_wrong() {
        return Ok(page(form).into_response());
    }
    let mut draft = draft::read(&portal, &member).await?;
    draft.account = Some(account);
    match draft::save(&portal, &member, form.key(), &draft).await? {
        None => Ok(see("/lieu/demande").into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(form).into_response())
        }
    }
}

/// ISO 13616: the country's letters and digits, and the remainder of 97. The network judges again.
fn is_iban(text: &str) -> bool {
    let dense: Vec<char> = text.to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    if !(15..=34).contains(&dense.len()) || !dense.iter().all(char::is_ascii_alphanumeric) {
        return false;
    }
    let digits = dense[4..].iter().chain(&dense[..4]).filter_map(|c| c.to_digit(36));
    let rest =
        digits.fold(0, |rest, value| if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_checked_before_it_is_kept() {
        assert!(is_iban("FR76 3000 6000 0112 3456 7890 189"));
        for bad in ["", "FR76 3000 6000 0112 3456 7890 188", "FR76", "<script>", "FR76-3000-6000-0112-3456-7890-189"] {
            assert!(!is_iban(bad), "{bad}");
        }
    }
}
