//! A file for a criterion: chosen in a form, brought to the network, said to which criterion it belongs.

use serde::{Deserialize, Serialize};

use super::case::{EvidenceWanted, Grid};
use crate::{
    files::{Brought, NotTaken},
    form::Form,
    parts::Select,
    portal::Portal,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

/// A file that was brought for a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Piece {
    /// The file.
    pub(crate) file: String,
    /// Its name.
    pub(crate) name: String,
    /// To which criterion.
    pub(crate) criterion: String,
    /// Until when the network keeps it unused.
    pub(crate) until: String,
}

impl Piece {
    /// The criteria that a file may show.
    pub(crate) fn criteria(form: &Form, grid: &Grid) -> Select {
        let select = form.select("critere", t("piece-criterion")).choice("", t("piece-criterion-choose"));
        let shown = grid.criteria.iter().filter(|one| one.evidence != EvidenceWanted::None);
        shown.fold(select, |select, one| select.choice(one.id.inner(), &one.question))
    }
}

/// Brings the file of a form to the network; what is wrong is said beside its field, and nothing is answered.
pub(crate) async fn bring(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
    grid: &Grid,
    upload: Upload,
) -> Result<Option<Piece>, Trouble> {
    let criterion = form.typed().get("critere").to_owned();
    if !grid.criteria.iter().any(|one| one.id.inner() == criterion) {
        form.wrong("critere", t("piece-wrong-criterion"));
    }
    let Some(chosen) = upload.file else {
        form.wrong("fichier", t("piece-wrong-none"));
        return Ok(None);
    };
    if form.is_wrong() {
        form.wrong("fichier", t("piece-choose-again"));
        return Ok(None);
    }
    match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
        Ok(Brought { id, name, until, .. }) => Ok(Some(Piece { file: id, name, criterion, until })),
        Err(NotTaken::SignedOut) => Err(Trouble::SignedOut),
        Err(not_taken) => {
            say(form, not_taken);
            Ok(None)
        }
    }
}

/// Says beside the field why a file was not taken.
pub(crate) fn say(form: &mut Form, not_taken: NotTaken) {
    match not_taken {
        NotTaken::TooLong => form.wrong("fichier", t("piece-wrong-long")),
        NotTaken::Kind => form.wrong("fichier", t("piece-wrong-kind")),
        NotTaken::Refused(why) => form.wrong("fichier", why),
        NotTaken::SignedOut | NotTaken::Away => form.wrong("fichier", t("piece-wrong-away")),
    }
}
