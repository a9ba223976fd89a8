//! Applying for accreditation: a venue asks for the right to be paid for cheques, on an account.

use kernel::{
    access::{Action, Actor, Reach},
    ids::{ApplicationId, FileId, PersonId, StructureId, VenueId},
};
use serde::Serialize;
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    account::{self, DeclaredAccount},
    accreditation::Application,
    answer_criteria, attach_evidence,
    criteria::WrittenAnswers,
    door,
    refusal::Refused,
    register::{self, WrittenStructure},
    rows,
    structure::{self, DeclaredStructure, StructureKind},
    territory,
    venue::{self, DeclaredVenue, WrittenVenue},
};

/// What is asked, as somebody wrote it down.
#[derive(Clone, Debug)]
pub struct Demand {
    /// For which venue.
    pub subject: Subject,
    /// Who holds the account.
    pub holder: String,
    /// The IBAN.
    pub iban: String,
    /// The BIC.
    pub bic: String,
    /// Whose cheques are meant; none: all funders'.
    pub funder: Option<StructureId>,
    /// What is answered to the grid of criteria; it may also be answered later.
    pub answers: Option<WrittenAnswers>,
    /// Files that were brought, each with its criterion.
    pub evidence: Vec<(FileId, String)>,
}

/// The venue that is meant.
#[derive(Clone, Debug)]
pub enum Subject {
    /// One that is known: a renewal, another funder, another account.
    Known(VenueId),
    /// A new venue of a known structure.
    New(StructureId, WrittenVenue),
    /// A new venue of a new structure. Whoever applies for their own takes the structure of their token for it.
    AllNew(WrittenStructure, WrittenVenue),
}

/// The same, checked: what the key stands for.
#[derive(Clone, Debug, Serialize)]
struct Checked {
    subject: CheckedSubject,
    account: DeclaredAccount,
    funder: Option<StructureId>,
    // Left out when empty: an act that was asked before there was a grid is still the same act.
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<WrittenAnswers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<(FileId, String)>,
}

#[derive(Clone, Debug, Serialize)]
enum CheckedSubject {
    Known(VenueId),
    New(StructureId, DeclaredVenue),
    AllNew(DeclaredStructure, DeclaredVenue),
}

/// Applies for accreditation; somebody else decides.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`; what is written: `INPUT_INVALID` `SIRET_INVALID` `RNA_INVALID`
/// `VINTAGE_UNKNOWN` `HOURS_INVALID` `IBAN_INVALID` `BIC_INVALID`, then the answers; what is known: `NOT_FOUND`
/// `COMMUNE_UNKNOWN`, `STEP_UP_NEEDED` when the account is another one than that on which the structure is paid,
/// `WRONG_STAGE` when the same demand already waits, then the files. The organisation's draft ends.
pub async fn apply_for_accreditation(store: &Store, actor: &Actor, key: &str, demand: &Demand) -> Reply<Application> {
    let (person, organisation) = actor.known()?;
    may_apply(store, actor, &demand.subject).await?;
    let checked = check(demand)?;
    let key = ActKey::of(actor, Action::ApplyForAccreditation, key)?;
    let own = (actor.reach(Action::ApplyForAccreditation) == Reach::Own).then_some(organisation);
    let proved = actor.is_proved();
    let content = ContentHash::of(&checked)?;
    let applying = move |tx: &mut Tx<'_>| {
        let (structure, venue) = settle_subject(tx, own, &checked.subject)?;
        if !proved && changes_account(tx, structure, &checked.account)? {
            return Err(Refused::StepUp.into());
        }
        apply(tx, (person, organisation), (structure, venue), &checked)
    };
    store.once(key, content, applying).await
}

/// Whether a structure that is paid would be paid elsewhere.
fn changes_account(tx: &mut Tx<'_>, structure: StructureId, declared: &DeclaredAccount) -> Result<bool, Fault> {
    let paid_on = account::latest(tx.conn, &[structure])?.remove(&structure);
    Ok(paid_on.is_some_and(|account| account.iban != declared.iban))
}

async fn may_apply(store: &Store, actor: &Actor, subject: &Subject) -> Reply<()> {
    let action = Action::ApplyForAccreditation;
    match subject {
        Subject::Known(venue) => door::may_on_venue(store, actor, action, *venue).await.map(|_| ()),
        Subject::New(structure, _) => Ok(actor.may(action, *structure)?),
        Subject::AllNew(new, _) => match actor.reach(action) {
            Reach::Any => Ok(()),
            // Nobody makes a funder or an operator of themselves.
            Reach::Own if new.kind == StructureKind::VenueHolder => Ok(()),
            Reach::Own | Reach::Never => Err(Refused::Forbidden.into()),
        },
    }
}

fn check(demand: &Demand) -> Reply<Checked> {
    let subject = match &demand.subject {
        Subject::Known(venue) => CheckedSubject::Known(*venue),
        Subject::New(structure, venue) => CheckedSubject::New(*structure, DeclaredVenue::parse(venue)?),
        Subject::AllNew(structure, venue) => {
            CheckedSubject::AllNew(register::parse(structure)?, DeclaredVenue::parse(venue)?)
        }
    };
    let account = DeclaredAccount::parse(&demand.holder, &demand.iban, &demand.bic)?;
    let answers = demand.answers.clone().map(WrittenAnswers::parse).transpose()?;
    Ok(Checked { subject, account, funder: demand.funder, answers, evidence: demand.evidence.clone() })
}

fn apply(
    tx: &mut Tx<'_>,
    (person, organisation): (PersonId, StructureId),
    (structure, venue): (StructureId, VenueId),
    asked: &Checked,
) -> Reply<Application> {
    if let Some(funder) = asked.funder {
        known_funder(tx, funder)?;
    }
    if rows::accreditation::is_pending(tx.conn, venue, asked.funder)? {
        return Err(Refused::Stage("pending").into());
    }
    let id = write(tx, person, structure, venue, asked)?;
    complete(tx, id, (person, organisation), asked)?;
    let row = rows::accreditation::application(tx.conn, id)?;
    let application = Application::of(row.ok_or_else(|| Fault::broken("an application is gone"))?)?;
    head::announce(
        tx,
        &[Event::new("accreditation.applied", &serde_json::json!({ "application": id, "venue": venue }))?],
    )?;
    Ok(application)
}

fn settle_subject(
    tx: &mut Tx<'_>,
    own: Option<StructureId>,
    subject: &CheckedSubject,
) -> Reply<(StructureId, VenueId)> {
    match subject {
        CheckedSubject::Known(venue) => {
            let owner = venue::owner(tx.conn, *venue)?.ok_or(Refused::NotFound)?;
            Ok((owner, *venue))
        }
        CheckedSubject::New(structure, venue) => {
            if !structure::exists(tx.conn, *structure)? {
                return Err(Refused::NotFound.into());
            }
            Ok((*structure, open_venue(tx, *structure, venue)?))
        }
        CheckedSubject::AllNew(structure, venue) => {
            let id = open_structure(tx, own, structure)?;
            Ok((id, open_venue(tx, id, venue)?))
        }
    }
}

fn open_structure(tx: &mut Tx<'_>, own: Option<StructureId>, declared: &DeclaredStructure) -> Reply<StructureId> {
    let id = own.unwrap_or_else(|| tx.chance().id());
    // Nobody registers a second structure in the place of their own.
    if structure::exists(tx.conn, id)? {
        return Err(Refused::Forbidden.into());
    }
    register::insert(tx, id, declared)?;
    Ok(id)
}

fn open_venue(tx: &mut Tx<'_>, structure: StructureId, venue: &DeclaredVenue) -> Reply<VenueId> {
    territory::commune_at(tx.conn, &venue.commune, venue.year)?.ok_or(Refused::Commune)?;
    let id = tx.chance().id();
    let row = rows::venue::NewRow {
        id,
        structure,
        name: &venue.name,
        address: &venue.address,
        commune_code: &venue.commune,
        commune_year: venue.year,
        lat: venue.point.lat,
        lon: venue.point.lon,
        hours: &venue.hours,
        phone: &venue.phone,
    };
    rows::venue::insert(tx, &row)?;
    Ok(id)
}

fn known_funder(tx: &mut Tx<'_>, funder: StructureId) -> Reply<()> {
    match structure::kind(tx.conn, funder)? {
        Some(StructureKind::Funder) => Ok(()),
        Some(_) => Err(Refused::Input("funderId").into()),
        None => Err(Refused::NotFound.into()),
    }
}

fn write(
    tx: &mut Tx<'_>,
    person: PersonId,
    structure: StructureId,
    venue: VenueId,
    asked: &Checked,
) -> Reply<ApplicationId> {
    let account = rows::structure::AccountRow {
        id: tx.chance().id(),
        structure,
        holder: &asked.account.holder,
        iban: &asked.account.iban,
        bic: &asked.account.bic,
        declared_by: person,
    };
    rows::structure::insert_account(tx, &account)?;
    let (id, account) = (tx.chance().id(), account.id);
    let application =
        rows::accreditation::NewApplication { id, venue, account, funder: asked.funder, applied_by: person };
    rows::accreditation::insert_application(tx, &application)?;
    Ok(id)
}

/// What belongs to the application beside the demand itself.
fn complete(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    (person, organisation): (PersonId, StructureId),
    asked: &Checked,
) -> Reply<()> {
    if let Some(answers) = &asked.answers {
        answer_criteria::record(tx, id, person, answers)?;
    }
    for (file, criterion) in &asked.evidence {
        attach_evidence::record(tx, id, (person, organisation), criterion, *file)?;
    }
    Ok(rows::case_file::put_draft(tx, organisation, person, "")?)
}
